@NullMarked
package dev.penstock.limits.route;

import org.jspecify.annotations.NullMarked;
