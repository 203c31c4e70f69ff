@NullMarked
package dev.penstock.providers.wire;

import org.jspecify.annotations.NullMarked;
