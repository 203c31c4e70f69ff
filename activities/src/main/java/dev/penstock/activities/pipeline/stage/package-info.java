/** The stages of a pipeline: prompts made of earlier answers, answers checked. */
@NullMarked
package dev.penstock.activities.pipeline.stage;

import org.jspecify.annotations.NullMarked;
