@NullMarked
package dev.penstock.activities.answer;

import org.jspecify.annotations.NullMarked;
