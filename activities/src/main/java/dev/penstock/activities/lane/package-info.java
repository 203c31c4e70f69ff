/** The provider's discounted batch API: cutting a batch into files, sending them, fetching what came of them. */
@NullMarked
package dev.penstock.activities.lane;

import org.jspecify.annotations.NullMarked;
