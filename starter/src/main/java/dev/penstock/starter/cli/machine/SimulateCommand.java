package dev.penstock.starter.cli.machine;

import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.faults.OutageWindow;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.OverCapacity;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.options.SimulatorOptionsBuilder;
import dev.penstock.simulator.quota.QuotaStyle;
import dev.penstock.simulator.quota.RetryAfterStyle;
import dev.penstock.simulator.time.GoDuration;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.StopSignal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock simulate} runs a simulated provider with quotas, latency and faults. */
@Command(
        name = "simulate",
        description = "Run a simulated OpenAI-compatible provider; its answers are made up.",
        sortOptions = false)
public final class SimulateCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9009",
            description = "Port to listen on; 0 for any free one. Default: 9009.")
    int port;

    @Option(names = "--rpm", paramLabel = "N", description = "Quota: requests per minute.")
    @Nullable
    Long requestsPerMinute;

    @Option(names = "--tpm", paramLabel = "N", description = "Quota: tokens per minute.")
    @Nullable
    Long tokensPerMinute;

    @Option(names = "--itpm", paramLabel = "N", description = "Quota: input tokens per minute, as at Anthropic.")
    @Nullable
    Long inputTokensPerMinute;

    @Option(names = "--otpm", paramLabel = "N", description = "Quota: output tokens per minute, as at Anthropic.")
    @Nullable
    Long outputTokensPerMinute;

    @Option(names = "--no-quota-headers", description = "Do not announce quotas in x-ratelimit-* headers.")
    boolean noQuotaHeaders;

    @Option(names = "--max-concurrency", paramLabel = "N", description = "Calls beyond N in flight get a 429 response.")
    @Nullable
    Integer maxConcurrency;

    @Option(
            names = "--latency",
            paramLabel = "L",
            defaultValue = "0ms",
            description = "Duration of calls: 250ms, 100ms..300ms or lognormal(800ms,0.5); none by default.")
    String latency = "";

    @Option(names = "--output-tokens", paramLabel = "N", description = "Length of each answer, in tokens.")
    @Nullable
    Integer outputTokens;

    @Option(
            names = "--fault",
            paramLabel = "NAME=RATE",
            description =
                    "A fault's rate: 500=0.01, hang=0.001, drop, garbage, truncate, insufficient_quota, …; repeatable.")
    Map<String, Double> faults = new LinkedHashMap<>();

    @Option(
            names = "--quota-style",
            paramLabel = "STYLE",
            description = "sliding: never more in any 60 s; bucket: refills steadily, as at OpenAI. Default: sliding.")
    @Nullable
    QuotaStyle quotaStyle;

    @Option(names = "--burst", paramLabel = "D", description = "Size of a bucket, as a time of quota: 500ms, 1m.")
    @Nullable
    String burst;

    @Option(
            names = "--retry-after",
            paramLabel = "STYLE",
            description = "How a 429 response announces the time to wait: ${COMPLETION-CANDIDATES}.")
    @Nullable
    RetryAfterStyle retryAfter;

    @Option(
            names = "--over-capacity",
            paramLabel = "WHAT",
            description = "Beyond --max-concurrency: reject (429), or slow (latency grows, as on a GPU).")
    @Nullable
    OverCapacity overCapacity;

    @Option(names = "--token-latency", paramLabel = "D", description = "Time between the tokens of a stream.")
    @Nullable
    String tokenLatency;

    @Option(names = "--model", paramLabel = "NAME", description = "A model to serve; other models get 404; repeatable.")
    List<String> models = new ArrayList<>();

    @Option(
            names = "--outage",
            paramLabel = "FROM..TO[:drop]",
            description = "An outage, in seconds since the start; repeatable.")
    List<String> outages = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Makes faults and latency repeatable.")
    @Nullable
    Long seed;

    @Option(
            names = "--batch-rate",
            paramLabel = "N",
            description = "Requests per second of each batch; by default all at once.")
    @Nullable
    Double batchRate;

    @Option(
            names = "--batch-stall",
            paramLabel = "PART",
            description = "Batches stop after this part of their requests: 0.4.")
    @Nullable
    Double batchStall;

    @Option(
            names = "--batch-failures",
            paramLabel = "RATE",
            description = "Part of a batch's requests that end with 500.")
    @Nullable
    Double batchFailures;

    @Option(names = "--batch-expire", paramLabel = "D", description = "Time until a batch expires; 24h by default.")
    @Nullable
    String batchExpire;

    @Option(
            names = "--batch-tokens",
            paramLabel = "N",
            description = "Tokens that a model's batches may have enqueued at once.")
    @Nullable
    Long batchTokens;

    @Option(names = "--required-key", paramLabel = "KEY", description = "Calls with any other key get 401.")
    @Nullable
    String requiredKey;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        TerminalOutput console = TerminalOutput.system();
        StopSignal stop = StopSignal.listen(console::say);
        try (Simulator simulator = start()) {
            console.say("simulated provider: OPENAI_BASE_URL=%s".formatted(simulator.baseUrl()));
            console.say("statistics: %s/sim/stats · change options at any time: POST %s/sim/options"
                    .formatted(simulator.root(), simulator.root()));
            stop.requested().get();
            return ExitCode.DONE;
        }
    }

    private Simulator start() {
        try {
            return Simulator.start(options());
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    private BatchApiOptions batches() {
        BatchApiOptions rules = BatchApiOptions.DEFAULT;
        rules = batchRate == null ? rules : rules.withRequestsPerSecond(batchRate);
        rules = batchStall == null ? rules : rules.withStallAt(batchStall);
        rules = batchFailures == null ? rules : rules.withFailureRate(batchFailures);
        rules = batchExpire == null ? rules : rules.withExpireAfter(GoDuration.parse(batchExpire));
        return batchTokens == null ? rules : rules.withMaxEnqueuedTokens(batchTokens);
    }

    private SimulatorOptions options() {
        SimulatorOptionsBuilder options = SimulatorOptions.builder()
                .port(port)
                .latency(LatencyDistribution.parse(latency))
                .quotaHeaders(!noQuotaHeaders)
                .requiredKey(requiredKey);
        faults.forEach(options::fault);
        if (requestsPerMinute != null) {
            options.requestsPerMinute(requestsPerMinute);
        }
        if (tokensPerMinute != null) {
            options.tokensPerMinute(tokensPerMinute);
        }
        if (inputTokensPerMinute != null) {
            options.inputTokensPerMinute(inputTokensPerMinute);
        }
        if (outputTokensPerMinute != null) {
            options.outputTokensPerMinute(outputTokensPerMinute);
        }
        if (maxConcurrency != null) {
            options.maxConcurrency(maxConcurrency);
        }
        if (outputTokens != null) {
            options.outputTokens(outputTokens);
        }
        models.forEach(options::model);
        outages.forEach(outage -> options.outage(OutageWindow.parse(outage)));
        if (quotaStyle != null) {
            options.quotaStyle(quotaStyle);
        }
        if (burst != null) {
            options.burst(GoDuration.parse(burst));
        }
        if (retryAfter != null) {
            options.retryAfter(retryAfter);
        }
        if (overCapacity != null) {
            options.overCapacity(overCapacity);
        }
        if (tokenLatency != null) {
            options.tokenLatency(GoDuration.parse(tokenLatency));
        }
        if (seed != null) {
            options.seed(seed);
        }
        return options.batches(batches()).build();
    }
}
