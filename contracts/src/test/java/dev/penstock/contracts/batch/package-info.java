@NullMarked
package dev.penstock.contracts.batch;

import org.jspecify.annotations.NullMarked;
