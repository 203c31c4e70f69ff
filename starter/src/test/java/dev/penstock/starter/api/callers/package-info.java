@NullMarked
package dev.penstock.starter.api.callers;

import org.jspecify.annotations.NullMarked;
