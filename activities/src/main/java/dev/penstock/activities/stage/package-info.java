/** The stages of pipelines: what they ask, what their answers are, and what is made of them. */
@NullMarked
package dev.penstock.activities.stage;

import org.jspecify.annotations.NullMarked;
