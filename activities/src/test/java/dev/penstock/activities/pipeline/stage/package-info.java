@NullMarked
package dev.penstock.activities.pipeline.stage;

import org.jspecify.annotations.NullMarked;
