@NullMarked
package dev.penstock.activities.llm;

import org.jspecify.annotations.NullMarked;
