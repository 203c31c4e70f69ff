/** The choice between the pools of a route. */
@NullMarked
package dev.penstock.limits.route;

import org.jspecify.annotations.NullMarked;
