package dev.penstock.simulator.provider;

import dev.penstock.simulator.answers.SimulatedResponse;
import dev.penstock.simulator.faults.Fault;
import java.time.Duration;

/** The provider's reaction to a call: an answer, a refusal or a fault. */
public sealed interface ProviderAction {
    /** Sends an error response. */
    record Refuse(Fault.Refusal refusal, boolean throttled) implements ProviderAction {}

    /** Never responds, and leaves the connection open. */
    record Hang() implements ProviderAction {}

    /** Closes the connection before the first byte. */
    record Drop(String reason) implements ProviderAction {}

    /** Sends a complete answer. */
    record Answer(SimulatedResponse reply, Duration perToken) implements ProviderAction {}

    /** Sends an answer that breaks off or is malformed. */
    record Break(SimulatedResponse reply, Duration perToken, Fault.Quirk how) implements ProviderAction {}
}
