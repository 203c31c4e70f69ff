/** The result log in objects, each of which holds a group of lines of several shards. */
@NullMarked
package dev.penstock.store.s3.log;

import org.jspecify.annotations.NullMarked;
