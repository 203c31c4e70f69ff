/** What a call asks and what it is told: OpenAI's wire format, without the wire. */
@NullMarked
package dev.penstock.simulator.answers;

import org.jspecify.annotations.NullMarked;
