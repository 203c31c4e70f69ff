/** Limits of provider accounts and of money: arithmetic on values and times that are passed in. */
@NullMarked
package dev.penstock.limits;

import org.jspecify.annotations.NullMarked;
