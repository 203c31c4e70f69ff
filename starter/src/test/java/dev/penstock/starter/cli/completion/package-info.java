@NullMarked
package dev.penstock.starter.cli.completion;

import org.jspecify.annotations.NullMarked;
