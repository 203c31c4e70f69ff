@NullMarked
package dev.penstock.simulator;

import org.jspecify.annotations.NullMarked;
