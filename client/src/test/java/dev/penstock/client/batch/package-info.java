@NullMarked
package dev.penstock.client.batch;

import org.jspecify.annotations.NullMarked;
