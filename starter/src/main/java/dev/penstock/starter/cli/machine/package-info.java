/** Commands about this machine: diagnosis, kept answers, a simulated provider. */
@NullMarked
package dev.penstock.starter.cli.machine;

import org.jspecify.annotations.NullMarked;
