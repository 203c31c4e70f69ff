/** Results and progress of batches while they run. */
@NullMarked
package dev.penstock.starter.api.results;

import org.jspecify.annotations.NullMarked;
