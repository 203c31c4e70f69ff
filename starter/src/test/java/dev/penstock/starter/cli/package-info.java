@NullMarked
package dev.penstock.starter.cli;

import org.jspecify.annotations.NullMarked;
