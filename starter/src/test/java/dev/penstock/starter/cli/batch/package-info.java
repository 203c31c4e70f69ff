@NullMarked
package dev.penstock.starter.cli.batch;

import org.jspecify.annotations.NullMarked;
