@NullMarked
package dev.penstock.store.input;

import org.jspecify.annotations.NullMarked;
