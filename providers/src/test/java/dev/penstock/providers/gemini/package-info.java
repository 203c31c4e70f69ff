@NullMarked
package dev.penstock.providers.gemini;

import org.jspecify.annotations.NullMarked;
