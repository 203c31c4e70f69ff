@NullMarked
package dev.penstock.starter.report;

import org.jspecify.annotations.NullMarked;
