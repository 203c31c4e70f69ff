@NullMarked
package dev.penstock.starter.cli.prices;

import org.jspecify.annotations.NullMarked;
