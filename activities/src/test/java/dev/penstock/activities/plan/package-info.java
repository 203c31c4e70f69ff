/** Tests. */
@NullMarked
package dev.penstock.activities.plan;

import org.jspecify.annotations.NullMarked;
