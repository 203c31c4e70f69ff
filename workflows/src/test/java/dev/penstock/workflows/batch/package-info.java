@NullMarked
package dev.penstock.workflows.batch;

import org.jspecify.annotations.NullMarked;
