/** Parquet files, read and written without Hadoop. */
@NullMarked
package dev.penstock.formats.parquet;

import org.jspecify.annotations.NullMarked;
