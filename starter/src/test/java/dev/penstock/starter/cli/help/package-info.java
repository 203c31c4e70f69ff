@NullMarked
package dev.penstock.starter.cli.help;

import org.jspecify.annotations.NullMarked;
