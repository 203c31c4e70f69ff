/** Tests. */
@NullMarked
package dev.penstock.activities.assemble;

import org.jspecify.annotations.NullMarked;
