/** The quota of the provider account and its enforcement: arithmetic only. */
@NullMarked
package dev.penstock.simulator.quota;

import org.jspecify.annotations.NullMarked;
