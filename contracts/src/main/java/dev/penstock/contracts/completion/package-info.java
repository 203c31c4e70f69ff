/** Single completions. */
@NullMarked
package dev.penstock.contracts.completion;

import org.jspecify.annotations.NullMarked;
