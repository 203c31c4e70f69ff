/** The interface to LLM providers, and the outcomes of a call. */
@NullMarked
package dev.penstock.providers;

import org.jspecify.annotations.NullMarked;
