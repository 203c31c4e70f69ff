/** Callers of the API: their keys, limits and budgets. */
@NullMarked
package dev.penstock.service.callers;

import org.jspecify.annotations.NullMarked;
