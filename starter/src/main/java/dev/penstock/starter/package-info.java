@NullMarked
package dev.penstock.starter;

import org.jspecify.annotations.NullMarked;
