/** Calls over HTTP that all dialects share: connections, timeouts, redirects, content codings, events, transport errors. */
@NullMarked
package dev.penstock.providers.http;

import org.jspecify.annotations.NullMarked;
