@NullMarked
package dev.penstock.workflows.budget;

import org.jspecify.annotations.NullMarked;
