/** {@code /openapi.yaml}: what the controllers don't say of themselves. */
@NullMarked
package dev.penstock.service.document;

import org.jspecify.annotations.NullMarked;
