package dev.penstock.contracts.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.penstock.contracts.NanoUsd;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.ShardSet;
import dev.penstock.contracts.StoreId;
import dev.penstock.contracts.budget.BudgetId;
import dev.penstock.contracts.pipeline.PlannedStage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a batch: how it is cut into shards.
 *
 * @param requests the lines of the input, including dead letters found while planning
 * @param shards the number of shards
 * @param unfinished the shards with unfinished requests, as ranges ({@code 0-3,7}); at first all of them
 * @param finished the receipt of all whole slices and finished shards that the result log already has
 * @param resumed whether the result log has any result of this batch
 * @param inputTokens the estimated input tokens of all requests
 * @param shardsInFlight how many shards at once keep the batch's pools busy
 * @param pools the pools that the requests go to
 * @param tenantWeight the tenant's weight in the configuration of the worker that planned; null = not configured
 * @param stages the stages that each request goes through; null = no pipeline
 * @param reduce the stage that makes one answer of all in the end; null = none
 * @param duplicates requests that equal other requests and get their results at the end; null = none
 * @param spent of a batch with a budget, the cost so far of slices that are not finished, by shard; null = nothing
 * @param budgets the budgets of tenants and keys whose daily and monthly limits apply; null = none
 * @param store the store that has the plan, and so does the rest of the batch; null = a shared queue does it
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<Integer, NanoUsd> spent,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<BudgetId> budgets,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable StoreId store) {
    public Plan withTenantWeight(@Nullable Double weight) {
        return with(weight, budgets, store);
    }

    /**
     * Returns this plan with the budgets that the batch borrows from.
     *
     * @param drawnOn empty = no budget of a tenant or key applies
     */
    public Plan drawingOn(List<BudgetId> drawnOn) {
        return with(tenantWeight, drawnOn.isEmpty() ? null : drawnOn, store);
    }

    /** Returns this plan with the store that has it. */
    public Plan in(StoreId planned) {
        return with(tenantWeight, budgets, planned);
    }

    private Plan with(@Nullable Double weight, @Nullable List<BudgetId> drawnOn, @Nullable StoreId planned) {
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
                drawnOn,
                planned);
    }
}
