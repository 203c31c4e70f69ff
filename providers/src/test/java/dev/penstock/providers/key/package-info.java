@NullMarked
package dev.penstock.providers.key;

import org.jspecify.annotations.NullMarked;
