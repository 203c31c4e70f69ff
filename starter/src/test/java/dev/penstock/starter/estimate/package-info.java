@NullMarked
package dev.penstock.starter.estimate;

import org.jspecify.annotations.NullMarked;
