@NullMarked
package dev.penstock.starter.provider;

import org.jspecify.annotations.NullMarked;
