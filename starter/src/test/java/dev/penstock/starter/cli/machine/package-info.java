@NullMarked
package dev.penstock.starter.cli.machine;

import org.jspecify.annotations.NullMarked;
