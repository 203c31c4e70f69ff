package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.Reply;
import dev.penstock.simulator.faults.Fault;
import java.time.Duration;

/** What the provider does about a call. */
public sealed interface Act {
    /** An error answer. */
    record Refuse(Fault.Refusal refusal, boolean throttled) implements Act {}

    /** Never an answer. */
    record Hang() implements Act {}

    /** The connection is closed before the first byte. */
    record Drop(String reason) implements Act {}

    /** A whole answer. */
    record Answer(Reply reply, Duration perToken) implements Act {}

    /** An answer that breaks on its way. */
    record Break(Reply reply, Duration perToken, Fault.Quirk how) implements Act {}
}
