package dev.penstock.simulator.options;

import dev.penstock.simulator.answers.AnswerOptions;
import dev.penstock.simulator.faults.FaultOptions;
import dev.penstock.simulator.latency.LatencyOptions;
import dev.penstock.simulator.quota.QuotaOptions;
import org.jspecify.annotations.Nullable;

/**
 * The options of a simulator. The default answers every call at once, without limits or faults.
 *
 * @param requiredKey the only API key that is accepted; null = any key or none
 */
public record SimulatorOptions(
        ListenOptions listen,
        QuotaOptions quota,
        CapacityOptions capacity,
        LatencyOptions latency,
        AnswerOptions answers,
        FaultOptions faults,
        BatchApiOptions batches,
        @Nullable AccessKey requiredKey) {
    public static final SimulatorOptions DEFAULT = new SimulatorOptions(
            ListenOptions.DEFAULT,
            QuotaOptions.NONE,
            CapacityOptions.NONE,
            LatencyOptions.NONE,
            AnswerOptions.DEFAULT,
            FaultOptions.NONE,
            BatchApiOptions.DEFAULT,
            null);

    public static SimulatorOptionsBuilder builder() {
        return new SimulatorOptionsBuilder(DEFAULT);
    }

    public SimulatorOptionsBuilder toBuilder() {
        return new SimulatorOptionsBuilder(this);
    }
}
