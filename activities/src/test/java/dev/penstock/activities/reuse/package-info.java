/** Tests of answers that are not paid again. */
@NullMarked
package dev.penstock.activities.reuse;

import org.jspecify.annotations.NullMarked;
