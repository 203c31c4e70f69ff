/** Adds up usage and costs of batches. */
@NullMarked
package dev.penstock.starter.usage;

import org.jspecify.annotations.NullMarked;
