@NullMarked
package dev.penstock.starter.batch;

import org.jspecify.annotations.NullMarked;
