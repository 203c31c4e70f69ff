/** Writes a batch's report as one HTML page. */
@NullMarked
package dev.penstock.starter.report;

import org.jspecify.annotations.NullMarked;
