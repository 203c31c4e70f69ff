/** Reads pipelines from YAML files. */
@NullMarked
package dev.penstock.starter.pipeline;

import org.jspecify.annotations.NullMarked;
