@NullMarked
package dev.penstock.starter.cli.output;

import org.jspecify.annotations.NullMarked;
