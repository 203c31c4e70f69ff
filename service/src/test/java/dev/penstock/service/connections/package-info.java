@NullMarked
package dev.penstock.service.connections;

import org.jspecify.annotations.NullMarked;
