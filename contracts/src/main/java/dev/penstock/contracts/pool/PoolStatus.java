package dev.penstock.contracts.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The status of a pool.
 *
 * @param since when the pool entered this state, in milliseconds since 1970 like all times here
 * @param quota the limits in force now, from all sources
 * @param source the source of the rate
 * @param samples the traffic of the last minutes, oldest first
 * @param waiting what calls wait for that ends by itself; null = nothing
 * @param windows how much of the limits of an hour or a day is used
 * @param models the models with limits of their own, which bind besides {@code quota}
 */
public record PoolStatus(
        String name,
        PoolState state,
        @Nullable String reason,
        long since,
        PoolQuota quota,
        Source source,
        List<Worker> workers,
        List<Sample> samples,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Wait waiting,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Model> models,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Window> windows) {
    public PoolStatus {
        // Governors of earlier versions told no models apart, and had no limits of an hour or a day.
        models = models == null ? List.of() : models;
        windows = windows == null ? List.of() : windows;
    }

    /** Creates the status of a pool without limits of an hour or a day. */
    public PoolStatus(
            String name,
            PoolState state,
            @Nullable String reason,
            long since,
            PoolQuota quota,
            Source source,
            List<Worker> workers,
            List<Sample> samples,
            @Nullable Wait waiting,
            List<Model> models) {
        this(name, state, reason, since, quota, source, workers, samples, waiting, models, List.of());
    }

    /**
     * A limit of an hour or a day.
     *
     * @param limit what is limited: {@code requests a day}, for example
     * @param model the only model that it binds; null = the pool's
     * @param until when some of it returns, if all of it is used
     */
    public record Window(
            String limit,
            long used,
            long most,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long until,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String model) {
        /** Returns the limit in words, such as {@code 14,400 requests a day}. */
        public String words() {
            return String.format(Locale.ROOT, "%,d %s", most, limit);
        }
    }

    /**
     * A time for which no call starts: after a 429 response, or in an outage until the next probe.
     *
     * @param until in milliseconds since 1970
     * @param because the provider's 429 response in its words; null = not known, or an outage
     * @param model the only model whose calls wait; null = all calls
     */
    public record Wait(
            long until,
            @Nullable String because,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String model) {
        /** Creates a wait of all calls. */
        public Wait(long until, @Nullable String because) {
            this(until, because, null);
        }
    }

    /**
     * The limits that the provider announced for one model, or lower ones where its 429 responses have shown that less is
     * available.
     */
    public record Model(String name, PoolQuota quota) {}

    /** The source of a pool's rate; the first one that names a rate counts. */
    public enum Source {
        /** Set by an operator while the pool runs. */
        SET,
        /** Declared in the workers' configuration. */
        DECLARED,
        /** Announced in the provider's headers. */
        ANNOUNCED,
        /** Learned from 429 responses. */
        LEARNT,
        /** No limit is known; only concurrency limits the calls. */
        UNKNOWN
    }

    /**
     * A worker, its share, and its calls under way according to its last report.
     *
     * @param declared the quota in its configuration
     * @param inputOutput its share of limits of input and output tokens; null = there are none
     */
    public record Worker(
            String name,
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            int concurrency,
            int inFlight,
            int waiting,
            long lastReport,
            PoolQuota declared,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            InputOutputShare inputOutput) {
        /** Creates a worker of a pool that does not limit input and output tokens apart. */
        public Worker(
                String name,
                @Nullable Long requestsPerMinute,
                @Nullable Long tokensPerMinute,
                int concurrency,
                int inFlight,
                int waiting,
                long lastReport,
                PoolQuota declared) {
            this(name, requestsPerMinute, tokensPerMinute, concurrency, inFlight, waiting, lastReport, declared, null);
        }
    }

    /**
     * The traffic of some seconds.
     *
     * @param requestsPerMinute the limit at the time; null = none
     * @param byKind {@code tokens} by kind; null = none, or they are not limited apart
     */
    public record Sample(
            long at,
            long millis,
            long calls,
            long tokens,
            long throttled,
            long faults,
            @Nullable Long requestsPerMinute,
            @Nullable Long tokensPerMinute,
            int concurrency,
            PoolState state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            TokensByKind byKind) {
        /** Creates a sample of a pool that does not limit input and output tokens apart. */
        public Sample(
                long at,
                long millis,
                long calls,
                long tokens,
                long throttled,
                long faults,
                @Nullable Long requestsPerMinute,
                @Nullable Long tokensPerMinute,
                int concurrency,
                PoolState state) {
            this(
                    at,
                    millis,
                    calls,
                    tokens,
                    throttled,
                    faults,
                    requestsPerMinute,
                    tokensPerMinute,
                    concurrency,
                    state,
                    null);
        }
    }
}
