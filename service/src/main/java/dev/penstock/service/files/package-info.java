/** The endpoint {@code /v1/files}: uploaded files, and the output files of batches. */
@NullMarked
package dev.penstock.service.files;

import org.jspecify.annotations.NullMarked;
