package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.pool.PoolStatus.Wait;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a pool's governor, handed on to the next run of its workflow. Its size is bounded: some 30 KB, 300 bytes
 * for each living worker, and for each of up to 20 models 4 KB, and 300 bytes for each living worker that has a share of
 * its limits. Times are in milliseconds since 1970.
 *
 * @param throttle the pause after the latest 429 response; null = none
 * @param longUse the calls of the last hour and day; null = none are known
 * @param models what is known of each model that was called lately
 * @param idleModels what was used in the last day of models that are not called any more
 */
public record PoolMemory(
        NamedQuotas quotas,
        LearnedLimits learned,
        OperatorHold hold,
        CircuitBreaker breaker,
        List<Worker> workers,
        TaskSizes taskSizes,
        List<PoolStatus.Sample> samples,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Wait throttle,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Model> models,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LongUse longUse,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<IdleModel> idleModels) {
    public PoolMemory {
        // Governors of earlier versions told no models apart.
        models = models == null ? List.of() : models;
        idleModels = idleModels == null ? List.of() : idleModels;
    }

    /**
     * A model of the pool.
     *
     * @param lastUsed when a worker last reported that it is called or waits to be
     * @param announced the limits in the provider's latest headers
     * @param workers the workers' shares of these limits
     * @param longUse the calls of the last hour and day; null = nobody limits them
     */
    public record Model(
            String name,
            long lastUsed,
            PoolQuota announced,
            LearnedLimits learned,
            List<Worker> workers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            LongUse longUse) {}

    /** A model that is not called any more, and what was used of it in the last day. */
    public record IdleModel(String name, LongUse longUse) {}

    /**
     * The calls of the last hour and day.
     *
     * @param minutes those of the last hour by minutes, and {@code quarters} those of the last day by quarters of an hour, the
     *     oldest first
     * @param workers the processes that have reported, and what they were lent
     * @param since when counting began, if processes may have begun before; null = they have not
     */
    public record LongUse(
            List<UseOfPeriod> minutes,
            List<UseOfPeriod> quarters,
            List<LongUseOfWorker> workers,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long since) {}

    /** The calls and tokens of a period that begins at {@code at}. */
    public record UseOfPeriod(long at, long requests, long tokens) {}

    /**
     * A process that has reported.
     *
     * @param requests its total that is counted, as are {@code tokens}
     * @param lentRequests what it may start besides, as {@code lentTokens} with those of its calls under way
     * @param writtenOffRequests the part of {@code requests} that it was lent and may not have used, as {@code writtenOffTokens}
     */
    public record LongUseOfWorker(
            String name,
            long lastReport,
            long requests,
            long tokens,
            long lentRequests,
            long lentTokens,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long writtenOffRequests,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long writtenOffTokens) {}

    /**
     * The quotas that were named.
     *
     * @param set by an operator
     * @param declared in the workers' configuration, the least of each value
     * @param announced in the provider's headers
     */
    public record NamedQuotas(PoolQuota set, PoolQuota declared, PoolQuota announced) {}

    /**
     * The limits that no source named and reports have shown.
     *
     * @param requests per minute; null = nothing learned, as for {@code tokens}
     */
    public record LearnedLimits(
            @Nullable LearnedRate requests,
            @Nullable LearnedRate tokens,
            LearnedConcurrency concurrency,
            LastMinute lastMinute) {}

    /**
     * A rate that failed, and how far it has recovered since.
     *
     * @param failed the rate that failed, per minute
     * @param recoveringMillis how long the rate has been in full use since
     * @param eventAt when it failed
     * @param isWindow whether the provider seems to count over a minute, and not by the second
     * @param isUnsure whether too few calls were admitted to learn a rate from
     */
    public record LearnedRate(
            double failed,
            long recoveringMillis,
            long eventAt,
            boolean isWindow,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean isUnsure) {}

    /**
     * A concurrency limit learned from latency.
     *
     * @param limit the most calls at once
     * @param slowStart whether the limit still doubles
     * @param unloadedMillis the latency without load; 0 = not known
     */
    public record LearnedConcurrency(double limit, boolean slowStart, double unloadedMillis) {}

    /**
     * The traffic of the last minute by seconds.
     *
     * @param lastSecond the second of the last element, since 1970
     * @param seconds the oldest first
     */
    public record LastMinute(long lastSecond, List<SecondOfTraffic> seconds) {}

    /** The calls and tokens that the provider admitted during a second, and its 429 responses. */
    public record SecondOfTraffic(double calls, double tokens, double throttled) {}

    /** Why a person has to resume the pool: the reason of a pause or of a block; null = there is none. */
    public record OperatorHold(
            @Nullable String paused, @Nullable String blocked, long since) {}

    /**
     * The state of the circuit breaker.
     *
     * @param state OPEN, OUTAGE, PROBING or RAMPING
     * @param prober the worker that may make the single probing call; null = none
     * @param closedSince when the latest outage began; 0 = there was none
     * @param probes how many probes went out in it
     * @param waitsSince when the wait for the next probe began
     * @param isProbeOut whether the present probe is under way
     */
    public record CircuitBreaker(
            PoolState state,
            long since,
            @Nullable String prober,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long closedSince,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int probes,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long waitsSince,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean isProbeOut) {}

    /**
     * The average number of requests per task and of tokens per request; 0 = not known.
     *
     * @param inputPerRequest the input tokens of a request, as limits count them; 0 = none, or not known
     */
    public record TaskSizes(
            double requestsPerTask,
            double tokensPerRequest,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) double inputPerRequest,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) double outputPerRequest) {
        public TaskSizes(double requestsPerTask, double tokensPerRequest) {
            this(requestsPerTask, tokensPerRequest, 0, 0);
        }
    }

    /**
     * A worker, its share, and its recent use of that share.
     *
     * @param requests the share of requests per minute; null = no limit, as for {@code tokens} and {@code concurrency}
     * @param callsPerMinute recent use, as are {@code tokensPerMinute} and {@code busy}, the calls at once
     * @param declared the quota in its configuration
     * @param byKind its share and use of input and output tokens; null = these are not limited
     */
    public record Worker(
            String name,
            long lastReport,
            @Nullable Long requests,
            @Nullable Long tokens,
            @Nullable Long concurrency,
            double callsPerMinute,
            double tokensPerMinute,
            double busy,
            int inFlight,
            int waiting,
            PoolQuota declared,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            InputOutputOfWorker byKind) {}

    /**
     * A worker's share and recent use of input and output tokens per minute.
     *
     * @param input the share; null = no limit, as {@code output}
     */
    public record InputOutputOfWorker(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long input,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long output,

            double inputPerMinute,
            double outputPerMinute) {}
}
