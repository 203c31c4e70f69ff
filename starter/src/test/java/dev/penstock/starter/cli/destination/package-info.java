@NullMarked
package dev.penstock.starter.cli.destination;

import org.jspecify.annotations.NullMarked;
