/** Pipelines as people write them. */
@NullMarked
package dev.penstock.starter.pipeline;

import org.jspecify.annotations.NullMarked;
