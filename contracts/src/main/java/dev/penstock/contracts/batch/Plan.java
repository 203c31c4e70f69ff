package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a batch is cut.
 *
 * @param requests lines of the input, dead letters found while planning included
 * @param shards how many shards they make
 * @param unfinished the shards that still have something to do, as ranges ({@code 0-3,7}); all of them at first
 * @param finished what the result log already has of the other shards, and of these in whole slices
 * @param resumed whether the result log has anything at all of this batch
 * @param inputTokens the requests' estimated input tokens
 * @param shardsInFlight how many shards keep the batch's pools busy
 * @param pools the pools that its requests go to
 * @param tenantWeight what the worker that planned was told of the batch's tenant; null = nothing
 * @param stages what each request goes through; null = no pipeline
 * @param reduce what makes one answer of all in the end; null = nothing does
 * @param duplicates requests that are the same as others, and get these others' results at the end; null = none
 * @param spent of a batch with a budget, what slices that are not finished have cost already, by shard, in billionths of
 *     a US dollar; null = nothing
 * @param budgets of tenants and keys, whose limits by day and month it has to keep to; null = none
 */
public record Plan(
        long requests,
        int shards,
        ShardSet unfinished,
        Receipt finished,
        boolean resumed,
        long inputTokens,
        int shardsInFlight,
        List<String> pools,
        @Nullable Double tenantWeight,
        @Nullable List<PlannedStage> stages,
        @Nullable PlannedStage reduce,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long duplicates,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<Integer, Long> spent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<BudgetId> budgets) {
    public Plan withTenantWeight(@Nullable Double weight) {
        return with(weight, budgets);
    }

    /**
     * @param drawnOn none = nobody's limits
     */
    public Plan drawingOn(List<BudgetId> drawnOn) {
        return with(tenantWeight, drawnOn.isEmpty() ? null : drawnOn);
    }

    private Plan with(@Nullable Double weight, @Nullable List<BudgetId> drawnOn) {
        return new Plan(
                requests,
                shards,
                unfinished,
                finished,
                resumed,
                inputTokens,
                shardsInFlight,
                pools,
                weight,
                stages,
                reduce,
                duplicates,
                spent,
                drawnOn);
    }
}
