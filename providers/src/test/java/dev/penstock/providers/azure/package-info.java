@NullMarked
package dev.penstock.providers.azure;

import org.jspecify.annotations.NullMarked;
