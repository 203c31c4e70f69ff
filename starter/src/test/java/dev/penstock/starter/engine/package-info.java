@NullMarked
package dev.penstock.starter.engine;

import org.jspecify.annotations.NullMarked;
