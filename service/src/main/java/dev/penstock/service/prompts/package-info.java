/** {@code /batch}: prompts in, answers out, without files and lines between. */
@NullMarked
package dev.penstock.service.prompts;

import org.jspecify.annotations.NullMarked;
