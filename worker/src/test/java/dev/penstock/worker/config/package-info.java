@NullMarked
package dev.penstock.worker.config;

import org.jspecify.annotations.NullMarked;
