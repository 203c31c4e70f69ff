/** Limits that processes divide among themselves, without a governor between them. */
@NullMarked
package dev.penstock.limits.share;

import org.jspecify.annotations.NullMarked;
