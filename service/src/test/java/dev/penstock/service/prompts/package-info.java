/** Tests of {@code /batch}'s parts. */
@NullMarked
package dev.penstock.service.prompts;

import org.jspecify.annotations.NullMarked;
