@NullMarked
package dev.penstock.service.metrics;

import org.jspecify.annotations.NullMarked;
