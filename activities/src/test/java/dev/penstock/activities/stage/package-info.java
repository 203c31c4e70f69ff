@NullMarked
package dev.penstock.activities.stage;

import org.jspecify.annotations.NullMarked;
