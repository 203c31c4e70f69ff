/** For Java programs: submit, watch, and wait for batches, or hand over a list of requests and get their outcomes. */
@NullMarked
package dev.penstock.client;

import org.jspecify.annotations.NullMarked;
