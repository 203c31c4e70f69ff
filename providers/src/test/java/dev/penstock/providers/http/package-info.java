@NullMarked
package dev.penstock.providers.http;

import org.jspecify.annotations.NullMarked;
