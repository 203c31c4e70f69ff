@NullMarked
package dev.penstock.providers.anthropic;

import org.jspecify.annotations.NullMarked;
