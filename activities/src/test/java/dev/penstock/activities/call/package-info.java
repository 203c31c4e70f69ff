@NullMarked
package dev.penstock.activities.call;

import org.jspecify.annotations.NullMarked;
