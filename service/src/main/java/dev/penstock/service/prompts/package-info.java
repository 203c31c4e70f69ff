/** The endpoint {@code /batch}: batches of prompts, without input and output files. */
@NullMarked
package dev.penstock.service.prompts;

import org.jspecify.annotations.NullMarked;
