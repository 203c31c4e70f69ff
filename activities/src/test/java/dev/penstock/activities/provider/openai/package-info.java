@NullMarked
package dev.penstock.activities.provider.openai;

import org.jspecify.annotations.NullMarked;
