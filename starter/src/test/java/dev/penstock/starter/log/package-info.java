@NullMarked
package dev.penstock.starter.log;

import org.jspecify.annotations.NullMarked;
