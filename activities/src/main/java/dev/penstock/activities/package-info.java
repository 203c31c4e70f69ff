/** Activities in packages by family; this package itself has what several families share. */
@NullMarked
package dev.penstock.activities;

import org.jspecify.annotations.NullMarked;
