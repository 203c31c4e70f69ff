/** The provider's discounted batch lane: what crosses between its workflow and its activities. */
@NullMarked
package dev.penstock.contracts.providerbatch;

import org.jspecify.annotations.NullMarked;
