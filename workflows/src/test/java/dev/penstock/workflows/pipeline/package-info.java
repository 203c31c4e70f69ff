@NullMarked
package dev.penstock.workflows.pipeline;

import org.jspecify.annotations.NullMarked;
