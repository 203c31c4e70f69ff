/** Single completions: the workflow, its activities, the request and the result. */
@NullMarked
package dev.penstock.contracts.completion;

import org.jspecify.annotations.NullMarked;
