/** Makes one answer of all: groups of answers, level by level, until one remains. */
@NullMarked
package dev.penstock.activities.reduce;

import org.jspecify.annotations.NullMarked;
