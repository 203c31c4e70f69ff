/** Tests. */
@NullMarked
package dev.penstock.formats.parquet;

import org.jspecify.annotations.NullMarked;
