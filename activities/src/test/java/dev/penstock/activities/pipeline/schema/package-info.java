@NullMarked
package dev.penstock.activities.pipeline.schema;

import org.jspecify.annotations.NullMarked;
