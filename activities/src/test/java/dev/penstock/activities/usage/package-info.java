@NullMarked
package dev.penstock.activities.usage;

import org.jspecify.annotations.NullMarked;
