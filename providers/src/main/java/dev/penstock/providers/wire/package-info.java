/** The parts of a dialect: one interface for each thing in which providers differ, and what errors mean. */
@NullMarked
package dev.penstock.providers.wire;

import org.jspecify.annotations.NullMarked;
