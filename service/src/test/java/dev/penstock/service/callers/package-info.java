@NullMarked
package dev.penstock.service.callers;

import org.jspecify.annotations.NullMarked;
