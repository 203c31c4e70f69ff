@NullMarked
package dev.penstock.activities.share;

import org.jspecify.annotations.NullMarked;
