/** The real gate and governor under a virtual clock, against providers that do as they are told. */
@NullMarked
package dev.penstock.limits.simulation;

import org.jspecify.annotations.NullMarked;
