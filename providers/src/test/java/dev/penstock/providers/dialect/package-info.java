@NullMarked
package dev.penstock.providers.dialect;

import org.jspecify.annotations.NullMarked;
