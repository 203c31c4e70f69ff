@NullMarked
package dev.penstock.starter.cli.job;

import org.jspecify.annotations.NullMarked;
