@NullMarked
package dev.penstock.store.s3;

import org.jspecify.annotations.NullMarked;
