@NullMarked
package dev.penstock.starter.cli.pool;

import org.jspecify.annotations.NullMarked;
