@NullMarked
package dev.penstock.client.pool;

import org.jspecify.annotations.NullMarked;
