@NullMarked
package dev.penstock.contracts;

import org.jspecify.annotations.NullMarked;
