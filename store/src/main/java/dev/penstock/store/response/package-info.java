/** How cached responses are encoded, wherever they are kept. */
@NullMarked
package dev.penstock.store.response;

import org.jspecify.annotations.NullMarked;
