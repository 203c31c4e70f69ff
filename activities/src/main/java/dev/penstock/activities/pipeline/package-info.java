/** The activities of pipelines. */
@NullMarked
package dev.penstock.activities.pipeline;

import org.jspecify.annotations.NullMarked;
