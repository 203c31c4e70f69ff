@NullMarked
package dev.penstock.client.history;

import org.jspecify.annotations.NullMarked;
