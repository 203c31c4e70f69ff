package dev.penstock.starter.estimate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch will take; what {@code penstock estimate --json} prints. Null = unknown.
 *
 * @param isExact whether {@code requests} were counted, and not guessed from an excerpt
 * @param counted requests whose tokens were counted
 * @param errorPercent how far the input tokens may be off, in 19 of 20 cases
 * @param unreadable lines that are no requests
 * @param batchCost by the provider's batch lane
 * @param secondsAtQuota unknown when a pool has no known quota
 * @param models of a batch with stages one for each stage, in their order
 * @param prices where the prices come from
 * @param duplicates requests beside these that are the same, and will not be called
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
    /** Of requests that are all called. */
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

    /** Of the answers. */
    public record Tokens(
            long expected,
            @JsonProperty("at_most") @Nullable Long atMost) {}

    /** US dollars. */
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
     * The requests to one model, or those of one stage.
     *
     * @param requests of a stage its calls: a vote has one for each sample, a reduce one for each group
     * @param inputTokens as expected
     * @param pool empty when none serves it
     * @param basis what the expected output rests on
     * @param stage null = the batch has none
     * @param inputAtMost of a stage, with the longest answers of earlier ones in its prompt; null = unknown, or there is
     *     no stage
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

    /** Of a batch with stages. */
    @JsonIgnore
    public boolean hasStages() {
        return models.stream().anyMatch(model -> model.stage() != null);
    }

    /** What is sent to providers. */
    @JsonIgnore
    public long calls() {
        return models.stream().mapToLong(Model::requests).sum();
    }

    /**
     * What a pool has to do.
     *
     * @param seconds at its quota
     */
    public record Load(
            String pool,
            @JsonProperty("requests_per_minute") @Nullable Long requestsPerMinute,
            @JsonProperty("tokens_per_minute") @Nullable Long tokensPerMinute,
            @Nullable Long seconds) {}
}
