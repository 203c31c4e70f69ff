/** The {@code Completion} workflow: one request that is kept until it is answered. */
@NullMarked
package dev.penstock.workflows.completion;

import org.jspecify.annotations.NullMarked;
