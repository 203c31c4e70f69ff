/** Tests of {@code /v1/files}'s parts. */
@NullMarked
package dev.penstock.service.files;

import org.jspecify.annotations.NullMarked;
