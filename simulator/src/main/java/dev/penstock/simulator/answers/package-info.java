/** Calls of models and their made-up answers in OpenAI's JSON format, independent of HTTP. */
@NullMarked
package dev.penstock.simulator.answers;

import org.jspecify.annotations.NullMarked;
