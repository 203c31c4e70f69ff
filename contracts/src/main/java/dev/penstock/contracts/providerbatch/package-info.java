/** The provider's discounted batch lane: the workflow of a part, its activities, and their messages. */
@NullMarked
package dev.penstock.contracts.providerbatch;

import org.jspecify.annotations.NullMarked;
