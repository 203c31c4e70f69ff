/** {@code /v1/files}: what callers have uploaded, and what their batches have left. */
@NullMarked
package dev.penstock.service.files;

import org.jspecify.annotations.NullMarked;
