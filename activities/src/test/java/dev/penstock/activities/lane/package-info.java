/** Tests of the provider's batch lane. */
@NullMarked
package dev.penstock.activities.lane;

import org.jspecify.annotations.NullMarked;
