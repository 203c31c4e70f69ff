/** The bodies of requests: how large they may be, one by one and all together. */
@NullMarked
package dev.penstock.service.bodies;

import org.jspecify.annotations.NullMarked;
