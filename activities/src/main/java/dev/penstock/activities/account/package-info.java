/** Keeps single calls within what their tenant and key may spend by day and month. */
@NullMarked
package dev.penstock.activities.account;

import org.jspecify.annotations.NullMarked;
