@NullMarked
package dev.penstock.activities.batch.assembly;

import org.jspecify.annotations.NullMarked;
