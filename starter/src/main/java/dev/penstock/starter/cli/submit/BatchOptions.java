package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Lane;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.KeepGoingMark;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a batch runs. */
final class BatchOptions {
    @Option(names = "--id", paramLabel = "NAME", description = "The batch's id; by default made from the input.")
    @Nullable
    String id;

    @Option(
            names = "--priority",
            paramLabel = "P",
            completionCandidates = Priorities.class,
            description = "Order among batches: high, normal or low.")
    @Nullable
    String priority;

    @Option(names = "--tenant", paramLabel = "NAME", description = "Who the work is for; tenants share a pool fairly.")
    @Nullable
    String tenant;

    @Option(names = "--weight", paramLabel = "W", description = "The tenant's share relative to others; 1 by default.")
    @Nullable
    Double weight;

    @Option(
            names = "--deadline",
            paramLabel = "WHEN",
            description = "When the batch expires: 30m, 6h, 2d or 2026-12-01T08:00:00Z.")
    @Nullable
    String deadline;

    @Option(
            names = "--lane",
            completionCandidates = Lanes.class,
            paramLabel = "LANE",
            description =
                    "online: one call for each request; provider-batch: the provider's batch API, at its discount,"
                            + " within 24 h; auto: provider-batch first, then online calls for what would miss"
                            + " --deadline.")
    @Nullable
    String lane;

    @Option(
            names = "--part-requests",
            paramLabel = "N",
            description = "Requests in one provider batch; 50000 by default.")
    @Nullable
    Integer partRequests;

    @Option(
            names = "--enqueued-tokens",
            paramLabel = "N",
            description = "Tokens that the account may have enqueued in provider batches at once.")
    @Nullable
    Long enqueuedTokens;

    @Option(
            names = "--budget",
            paramLabel = "USD",
            description = "What the batch may cost; it pauses before a call that could exceed it.")
    @Nullable
    BigDecimal budget;

    @Option(
            names = "--deduplicate",
            description = "Call identical requests once; all of them get the answer. Off by default.")
    boolean deduplicate;

    @Option(
            names = "--cache",
            description =
                    "Reuse answers that earlier batches got to the same request from the same provider for the same"
                            + " tenant, and keep new ones. Off by default; see `penstock cache`.")
    boolean cache;

    @Option(
            names = "--cache-max-age",
            paramLabel = "AGE",
            description = "The greatest age of a reused answer: 12h, 30d; any age by default.")
    @Nullable
    String cacheMaxAge;

    @Option(
            names = "--pin",
            description = "All requests of a model go to one pool of its route: the first one of the lowest order.")
    boolean pin;

    @Option(names = "--fail-fast", description = "The first dead letter cancels the rest; finished work is kept.")
    boolean failFast;

    @Option(
            names = "--fail-on",
            paramLabel = "WHAT",
            completionCandidates = Lacks.class,
            description = "Makes dead letters of answers that lack something, paid once: truncated, filtered, declined,"
                    + " empty, with commas; by default they are counted, and only empty ones are dead letters.")
    @Nullable
    String failOn;

    @Option(
            names = KeepGoingMark.OPTION,
            description = "Go on although the provider refuses all first requests in the same way; by default the batch"
                    + " pauses and shows the refusal.")
    boolean keepGoing;

    @Option(names = "--skip-invalid", description = "Invalid lines become dead letters and the rest is sent.")
    boolean skipInvalid;

    @Option(
            names = "--alert-error-rate",
            paramLabel = "RATE",
            description = "Dead letters per finished request above which the alert is raised; 0.05 by default.")
    @Nullable
    Double alertErrorRate;

    @Option(names = "--pause-on-alert", description = "The alert also pauses the batch.")
    boolean pauseOnAlert;

    @Option(names = "--slice", paramLabel = "N", description = "Requests per activity: auto, or 1 to 50.")
    @Nullable
    String slice;

    @Option(names = "--shard", paramLabel = "N", description = "Requests per shard; 500 by default.")
    @Nullable
    Integer shard;

    BatchSpec addTo(BatchSpec spec) {
        return spec.with(SpecKey.PRIORITY, priority)
                .with(SpecKey.TENANT, tenant)
                .with(SpecKey.WEIGHT, weight)
                .with(SpecKey.DEADLINE, deadline)
                .with(SpecKey.BUDGET_USD, budget)
                .with(SpecKey.DEDUPLICATE, deduplicate ? true : null)
                .with(SpecKey.CACHE, cache ? true : null)
                .with(SpecKey.CACHE_MAX_AGE, cacheMaxAge)
                .with(SpecKey.PIN, pin ? true : null)
                .with(SpecKey.FAILURE, failFast ? "fail-fast" : null)
                .with(SpecKey.FAIL_ON, failOn)
                .with(SpecKey.SKIP_INVALID, skipInvalid ? true : null)
                .with(SpecKey.ALERT_ERROR_RATE, alertErrorRate)
                .with(SpecKey.PAUSE_ON_ALERT, pauseOnAlert ? true : null)
                .with(SpecKey.SLICE, number(slice))
                .with(SpecKey.SHARD, shard)
                .with(SpecKey.LANE, lane)
                .with(SpecKey.PART_REQUESTS, partRequests)
                .with(SpecKey.ENQUEUED_TOKENS, enqueuedTokens);
    }

    private static @Nullable Object number(@Nullable String text) {
        return text != null && text.matches("\\d{1,6}") ? (Object) Integer.valueOf(text) : text;
    }

    /** The values that a shell offers after {@code --priority}. */
    private static final class Priorities extends OfferedValues {
        Priorities() {
            super(Stream.of(Urgency.values()).map(Urgency::text));
        }
    }

    /** The values that a shell offers after {@code --fail-on}. */
    private static final class Lacks extends OfferedValues {
        Lacks() {
            super(Stream.of(IncompleteAnswer.values()).map(IncompleteAnswer::text));
        }
    }

    /** The values that a shell offers after {@code --lane}. */
    private static final class Lanes extends OfferedValues {
        Lanes() {
            super(Stream.of(Lane.values()).map(Lane::text));
        }
    }
}
