/** Results and progress of batches while they run. */
@NullMarked
package dev.penstock.service.results;

import org.jspecify.annotations.NullMarked;
