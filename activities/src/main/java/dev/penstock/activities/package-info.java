@NullMarked
package dev.penstock.activities;

import org.jspecify.annotations.NullMarked;
