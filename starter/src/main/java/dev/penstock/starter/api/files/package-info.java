/** {@code /v1/files}: what callers have uploaded, and what their batches have left. */
@NullMarked
package dev.penstock.starter.api.files;

import org.jspecify.annotations.NullMarked;
