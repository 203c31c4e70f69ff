package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.faults.Fault;
import java.time.Duration;

/** What the provider does about a call. */
public sealed interface ProviderAction {
    /** An error answer. */
    record Refuse(Fault.Refusal refusal, boolean throttled) implements ProviderAction {}

    /** Never an answer. */
    record Hang() implements ProviderAction {}

    /** The connection is closed before the first byte. */
    record Drop(String reason) implements ProviderAction {}

    /** A whole answer. */
    record Answer(SimulatedResponse reply, Duration perToken) implements ProviderAction {}

    /** An answer that breaks on its way. */
    record Break(SimulatedResponse reply, Duration perToken, Fault.Quirk how) implements ProviderAction {}
}
