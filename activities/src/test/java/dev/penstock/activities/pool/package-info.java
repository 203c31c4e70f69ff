@NullMarked
package dev.penstock.activities.pool;

import org.jspecify.annotations.NullMarked;
