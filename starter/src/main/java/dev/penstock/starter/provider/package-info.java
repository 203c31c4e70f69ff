/** Finds the provider to call if the user names none. */
@NullMarked
package dev.penstock.starter.provider;

import org.jspecify.annotations.NullMarked;
