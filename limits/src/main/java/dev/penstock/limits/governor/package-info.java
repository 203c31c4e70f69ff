/** How a pool is governed: arithmetic on what workers report; time is passed in. */
@NullMarked
package dev.penstock.limits.governor;

import org.jspecify.annotations.NullMarked;
