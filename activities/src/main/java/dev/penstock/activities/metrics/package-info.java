/** What happens, in Micrometer's global registry; costs next to nothing while nobody exports it. */
@NullMarked
package dev.penstock.activities.metrics;

import org.jspecify.annotations.NullMarked;
