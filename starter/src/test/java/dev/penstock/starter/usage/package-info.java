@NullMarked
package dev.penstock.starter.usage;

import org.jspecify.annotations.NullMarked;
