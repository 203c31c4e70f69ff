/** Commands about this machine: what is found on it, kept answers, a simulated provider. */
@NullMarked
package dev.penstock.starter.cli.machine;

import org.jspecify.annotations.NullMarked;
