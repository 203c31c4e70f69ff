/** The HTTP server: an API compatible with OpenAI's, whose clients only change their base URL, the dashboard and metrics. */
@NullMarked
package dev.penstock.service;

import org.jspecify.annotations.NullMarked;
