/** Tests of {@code /batch}'s parts. */
@NullMarked
package dev.penstock.starter.api.prompts;

import org.jspecify.annotations.NullMarked;
