@NullMarked
package dev.penstock.providers.openai;

import org.jspecify.annotations.NullMarked;
