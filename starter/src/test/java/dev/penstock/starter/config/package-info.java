@NullMarked
package dev.penstock.starter.config;

import org.jspecify.annotations.NullMarked;
