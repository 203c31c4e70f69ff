@NullMarked
package dev.penstock.workflows;

import org.jspecify.annotations.NullMarked;
