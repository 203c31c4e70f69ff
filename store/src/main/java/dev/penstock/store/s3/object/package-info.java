/** Objects in a bucket: reading, writing, listing, and what their errors mean. */
@NullMarked
package dev.penstock.store.s3.object;

import org.jspecify.annotations.NullMarked;
