/** The dashboard's page, and what it shows: all batches and pools as they are now. */
@NullMarked
package dev.penstock.service.dashboard;

import org.jspecify.annotations.NullMarked;
