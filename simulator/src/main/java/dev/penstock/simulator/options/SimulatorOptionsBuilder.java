package dev.penstock.simulator.options;

import dev.penstock.simulator.answers.AnswerOptions;
import dev.penstock.simulator.faults.FaultOptions;
import dev.penstock.simulator.faults.OutageWindow;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.latency.LatencyOptions;
import dev.penstock.simulator.quota.QuotaOptions;
import dev.penstock.simulator.quota.QuotaStyle;
import dev.penstock.simulator.quota.RetryAfterStyle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a simulator's options by setting them one by one. */
public final class SimulatorOptionsBuilder {
    private String host;
    private int port;
    private int threads;
    private long requestsPerMinute;
    private long tokensPerMinute;
    private long inputTokensPerMinute;
    private long outputTokensPerMinute;
    private QuotaStyle quotaStyle;
    private Duration burst;
    private boolean quotaHeaders;
    private RetryAfterStyle retryAfter;
    private int maxConcurrency;
    private OverCapacity overCapacity;
    private LatencyDistribution latency;
    private Duration tokenLatency;
    private int outputTokens;
    private final List<String> models;
    private long seed;
    private final Map<String, Double> faults;
    private @Nullable Boolean shouldRetry;
    private final List<OutageWindow> outages;
    private BatchApiOptions batches;
    private @Nullable AccessKey requiredKey;

    SimulatorOptionsBuilder(SimulatorOptions from) {
        host = from.listen().host();
        port = from.listen().port();
        threads = from.listen().threads();
        requestsPerMinute = from.quota().requestsPerMinute();
        tokensPerMinute = from.quota().tokensPerMinute();
        inputTokensPerMinute = from.quota().inputTokensPerMinute();
        outputTokensPerMinute = from.quota().outputTokensPerMinute();
        quotaStyle = from.quota().style();
        burst = from.quota().burst();
        quotaHeaders = from.quota().headers();
        retryAfter = from.quota().retryAfter();
        maxConcurrency = from.capacity().maxConcurrency();
        overCapacity = from.capacity().overCapacity();
        latency = from.latency().answer();
        tokenLatency = from.latency().perToken();
        outputTokens = from.answers().outputTokens();
        models = new ArrayList<>(from.answers().models());
        seed = from.faults().seed();
        faults = new TreeMap<>(from.faults().rates());
        shouldRetry = from.faults().shouldRetry();
        outages = new ArrayList<>(from.faults().outages());
        batches = from.batches();
        requiredKey = from.requiredKey();
    }

    public SimulatorOptions build() {
        return new SimulatorOptions(
                new ListenOptions(host, port, threads),
                new QuotaOptions(
                        requestsPerMinute,
                        tokensPerMinute,
                        inputTokensPerMinute,
                        outputTokensPerMinute,
                        quotaStyle,
                        burst,
                        quotaHeaders,
                        retryAfter),
                new CapacityOptions(maxConcurrency, overCapacity),
                new LatencyOptions(latency, tokenLatency),
                new AnswerOptions(outputTokens, models),
                new FaultOptions(seed, faults, shouldRetry, outages),
                batches,
                requiredKey);
    }

    public SimulatorOptionsBuilder host(String value) {
        host = value;
        return this;
    }

    public SimulatorOptionsBuilder port(int value) {
        port = value;
        return this;
    }

    public SimulatorOptionsBuilder threads(int value) {
        threads = value;
        return this;
    }

    public SimulatorOptionsBuilder requestsPerMinute(long value) {
        requestsPerMinute = value;
        return this;
    }

    public SimulatorOptionsBuilder tokensPerMinute(long value) {
        tokensPerMinute = value;
        return this;
    }

    public SimulatorOptionsBuilder inputTokensPerMinute(long value) {
        inputTokensPerMinute = value;
        return this;
    }

    public SimulatorOptionsBuilder outputTokensPerMinute(long value) {
        outputTokensPerMinute = value;
        return this;
    }

    public SimulatorOptionsBuilder quotaStyle(QuotaStyle value) {
        quotaStyle = value;
        return this;
    }

    /** Sets how much of the quota a full bucket holds, as a time; a minute's worth by default. */
    public SimulatorOptionsBuilder burst(Duration value) {
        burst = value;
        return this;
    }

    public SimulatorOptionsBuilder quotaHeaders(boolean value) {
        quotaHeaders = value;
        return this;
    }

    public SimulatorOptionsBuilder retryAfter(RetryAfterStyle value) {
        retryAfter = value;
        return this;
    }

    public SimulatorOptionsBuilder maxConcurrency(int value) {
        maxConcurrency = value;
        return this;
    }

    public SimulatorOptionsBuilder overCapacity(OverCapacity value) {
        overCapacity = value;
        return this;
    }

    public SimulatorOptionsBuilder latency(LatencyDistribution value) {
        latency = value;
        return this;
    }

    public SimulatorOptionsBuilder tokenLatency(Duration value) {
        tokenLatency = value;
        return this;
    }

    public SimulatorOptionsBuilder outputTokens(int value) {
        outputTokens = value;
        return this;
    }

    /** Adds a model; once a model is named, calls of all others get 404. */
    public SimulatorOptionsBuilder model(String value) {
        models.add(value);
        return this;
    }

    public SimulatorOptionsBuilder seed(long value) {
        seed = value;
        return this;
    }

    /**
     * Sets the rate of a fault.
     *
     * @param name any name in {@link dev.penstock.simulator.faults.FaultTable}, or a status from 400 to 599
     * @param rate the part of the calls that fail, from 0 to 1
     */
    public SimulatorOptionsBuilder fault(String name, double rate) {
        faults.put(name, rate);
        return this;
    }

    /** Sets the header {@code x-should-retry} of error responses; null leaves the header out. */
    public SimulatorOptionsBuilder shouldRetry(@Nullable Boolean value) {
        shouldRetry = value;
        return this;
    }

    public SimulatorOptionsBuilder outage(OutageWindow value) {
        outages.add(value);
        return this;
    }

    public SimulatorOptionsBuilder batches(BatchApiOptions value) {
        batches = value;
        return this;
    }

    public SimulatorOptionsBuilder requiredKey(@Nullable String value) {
        requiredKey = value == null ? null : new AccessKey(value);
        return this;
    }
}
