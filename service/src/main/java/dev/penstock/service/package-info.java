/** The HTTP API: OpenAI's, so that its clients only change their base URL, and what else a service needs. */
@NullMarked
package dev.penstock.service;

import org.jspecify.annotations.NullMarked;
