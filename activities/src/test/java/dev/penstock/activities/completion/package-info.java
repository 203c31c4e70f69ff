@NullMarked
package dev.penstock.activities.completion;

import org.jspecify.annotations.NullMarked;
