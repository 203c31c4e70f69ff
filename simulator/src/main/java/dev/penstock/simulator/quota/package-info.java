/** What an account may use in a minute, and how that is enforced: arithmetic only. */
@NullMarked
package dev.penstock.simulator.quota;

import org.jspecify.annotations.NullMarked;
