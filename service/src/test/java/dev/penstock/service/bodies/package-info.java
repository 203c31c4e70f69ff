@NullMarked
package dev.penstock.service.bodies;

import org.jspecify.annotations.NullMarked;
