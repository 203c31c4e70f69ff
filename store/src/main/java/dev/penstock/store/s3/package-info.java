/** A store in a bucket of S3 or of a service that speaks its protocol. */
@NullMarked
package dev.penstock.store.s3;

import org.jspecify.annotations.NullMarked;
