/** What a batch will take, before it is started. */
@NullMarked
package dev.penstock.starter.estimate;

import org.jspecify.annotations.NullMarked;
