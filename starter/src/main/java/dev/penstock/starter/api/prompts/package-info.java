/** {@code /batch}: prompts in, answers out, without files and lines between. */
@NullMarked
package dev.penstock.starter.api.prompts;

import org.jspecify.annotations.NullMarked;
