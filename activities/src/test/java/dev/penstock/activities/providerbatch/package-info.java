@NullMarked
package dev.penstock.activities.providerbatch;

import org.jspecify.annotations.NullMarked;
