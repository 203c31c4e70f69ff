@NullMarked
package dev.penstock.workflows.pool;

import org.jspecify.annotations.NullMarked;
