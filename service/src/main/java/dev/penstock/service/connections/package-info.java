/** Guards of network connections: clients that are too slow, and messages that are too long. */
@NullMarked
package dev.penstock.service.connections;

import org.jspecify.annotations.NullMarked;
