/** Tests of {@code /v1/files}'s parts. */
@NullMarked
package dev.penstock.starter.api.files;

import org.jspecify.annotations.NullMarked;
