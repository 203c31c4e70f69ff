/** Runs the stages of a pipeline: makes prompts from earlier answers, and checks answers. */
@NullMarked
package dev.penstock.activities.pipeline.stage;

import org.jspecify.annotations.NullMarked;
