/** The endpoint {@code /health}: whether the server works, for load balancers. */
@NullMarked
package dev.penstock.service.health;

import org.jspecify.annotations.NullMarked;
