package dev.penstock.starter.estimate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The estimate of a batch, printed by {@code penstock estimate --json}; null means unknown.
 *
 * @param isExact whether {@code requests} were counted, and not extrapolated from an excerpt
 * @param counted requests whose tokens were counted
 * @param errorPercent the error of the input tokens in 19 of 20 cases
 * @param unreadable lines that are not requests
 * @param batchCost the cost in the provider's batch lane
 * @param secondsAtQuota the time at the pools' quotas; null if a pool has no known quota
 * @param models one for each model, or in a batch with stages one for each stage, in their order
 * @param prices the source of the prices
 * @param duplicates repeated requests, which will not be called and are not among {@code requests}
 */
public record BatchEstimate(
        long requests,
        @JsonProperty("requests_exact") boolean isExact,
        long counted,
        @JsonProperty("error_percent") double errorPercent,
        long unreadable,
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("output_tokens") Tokens outputTokens,
        @JsonProperty("cost_usd") Money cost,
        @JsonProperty("batch_cost_usd") Money batchCost,
        @JsonProperty("seconds_at_quota") @Nullable Long secondsAtQuota,
        String prices,
        List<Model> models,
        List<Load> pools,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long duplicates) {
    /** Creates an estimate without duplicates. */
    public BatchEstimate(
            long requests,
            boolean isExact,
            long counted,
            double errorPercent,
            long unreadable,
            long inputTokens,
            Tokens outputTokens,
            Money cost,
            Money batchCost,
            @Nullable Long secondsAtQuota,
            String prices,
            List<Model> models,
            List<Load> pools) {
        this(
                requests,
                isExact,
                counted,
                errorPercent,
                unreadable,
                inputTokens,
                outputTokens,
                cost,
                batchCost,
                secondsAtQuota,
                prices,
                models,
                pools,
                0);
    }

    /** The tokens of the answers. */
    public record Tokens(
            long expected,
            @JsonProperty("at_most") @Nullable Long atMost) {}

    /** An amount in US dollars. */
    public record Money(
            @Nullable BigDecimal expected,
            @JsonProperty("at_most") @Nullable BigDecimal atMost) {
        static final Money NONE = new Money(BigDecimal.ZERO, BigDecimal.ZERO);

        Money plus(Money other) {
            return new Money(sum(expected, other.expected), sum(atMost, other.atMost));
        }

        private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
            return one == null || other == null ? null : one.add(other);
        }
    }

    /**
     * The requests to one model, or the calls of one stage.
     *
     * @param requests in a stage the number of calls: a vote has one for each sample, a reduce one for each group
     * @param inputTokens the expected number
     * @param pool empty if no pool serves the model
     * @param basis what the expected output is based on
     * @param stage null = the batch has no stages
     * @param inputAtMost the input tokens of a stage with the longest answers of earlier stages in its prompt; null =
     *     unknown, or there is no stage
     */
    public record Model(
            String model,
            String pool,
            long requests,
            @JsonProperty("input_tokens") long inputTokens,
            @JsonProperty("output_tokens") Tokens outputTokens,
            String basis,
            @JsonProperty("cost_usd") Money cost,
            @JsonProperty("batch_cost_usd") Money batchCost,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String stage,

            @JsonProperty("input_tokens_at_most") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long inputAtMost) {}

    /** Returns whether the batch has stages. */
    @JsonIgnore
    public boolean hasStages() {
        return models.stream().anyMatch(model -> model.stage() != null);
    }

    /** Returns the number of calls to providers. */
    @JsonIgnore
    public long calls() {
        return models.stream().mapToLong(Model::requests).sum();
    }

    /**
     * The work of one pool.
     *
     * @param seconds the time at the pool's quota
     */
    public record Load(
            String pool,
            @JsonProperty("requests_per_minute") @Nullable Long requestsPerMinute,
            @JsonProperty("tokens_per_minute") @Nullable Long tokensPerMinute,

            @JsonProperty("input_tokens_per_minute") @Nullable
            Long inputTokensPerMinute,

            @JsonProperty("output_tokens_per_minute") @Nullable
            Long outputTokensPerMinute,

            @Nullable Long seconds) {}
}
