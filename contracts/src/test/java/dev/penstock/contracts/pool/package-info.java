@NullMarked
package dev.penstock.contracts.pool;

import org.jspecify.annotations.NullMarked;
