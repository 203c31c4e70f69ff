@NullMarked
package dev.penstock.service.callers.share;

import org.jspecify.annotations.NullMarked;
