/** A batch's course as one page. */
@NullMarked
package dev.penstock.starter.report;

import org.jspecify.annotations.NullMarked;
