/** The dashboard's data: the current state of batches and pools. */
@NullMarked
package dev.penstock.service.dashboard;

import org.jspecify.annotations.NullMarked;
