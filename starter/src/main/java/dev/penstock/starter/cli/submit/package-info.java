/** Commands that start a batch or estimate what it would cost. */
@NullMarked
package dev.penstock.starter.cli.submit;

import org.jspecify.annotations.NullMarked;
