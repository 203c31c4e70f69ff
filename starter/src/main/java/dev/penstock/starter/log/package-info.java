/** The log file's layout. */
@NullMarked
package dev.penstock.starter.log;

import org.jspecify.annotations.NullMarked;
