@NullMarked
package dev.penstock.starter.cli.submit;

import org.jspecify.annotations.NullMarked;
