/** Which provider is called when the user doesn't say. */
@NullMarked
package dev.penstock.starter.provider;

import org.jspecify.annotations.NullMarked;
