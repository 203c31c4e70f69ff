@NullMarked
package dev.penstock.activities.batch.planning;

import org.jspecify.annotations.NullMarked;
