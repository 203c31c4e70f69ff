package dev.penstock.starter.estimate;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.prices.PriceCards;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.formats.InputSource;
import dev.penstock.limits.PerMinuteLimits;
import dev.penstock.starter.estimate.BatchEstimate.Load;
import dev.penstock.starter.estimate.BatchEstimate.Model;
import dev.penstock.starter.estimate.BatchEstimate.Money;
import dev.penstock.starter.estimate.BatchEstimate.Tokens;
import dev.penstock.store.Store;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Estimates batches for one provider choice, based on earlier answers in the store. */
public final class BatchEstimator {
    private final ProviderChoice provider;
    private final Prices known;
    private final OutputHistory history;
    private final EstimatedPools pools;

    public BatchEstimator(ProviderChoice provider, Store store) {
        this.provider = provider;
        this.known = Prices.of(new PriceCards(store.documents())::current);
        this.history = OutputHistory.in(store);
        this.pools = new EstimatedPools(provider, known);
    }

    /** A counted input, whose estimate is complete once the pools' quotas are known. */
    public interface Measured {
        /**
         * Returns the estimate.
         *
         * @param learnt returns the quota that a pool's governor has learnt, if known
         */
        BatchEstimate with(Function<String, Optional<PoolQuota>> learnt);
    }

    /**
     * Counts the batch's input.
     *
     * @param isQuick whether an excerpt of a long input is enough
     */
    public Measured measure(BatchSpec spec, boolean isQuick) throws IOException {
        return spec.stages().isPresent() ? measureStages(spec, isQuick) : measureRequests(spec, isQuick);
    }

    private Measured measureRequests(BatchSpec spec, boolean isQuick) throws IOException {
        Map<String, Map<String, ModelTally>> tallies = new TreeMap<>();
        InputScan scan = new InputScan(
                InputSource.of(spec.input()),
                spec,
                asked -> tallies.computeIfAbsent(asked.model(), model -> new TreeMap<>())
                        .computeIfAbsent(asked.tier(), tier -> tally(asked.model(), pool(asked.model(), spec)))
                        .add(asked));
        InputScan.Found found = isQuick ? scan.quick() : scan.all();
        List<Model> models = new ArrayList<>();
        tallies.forEach((name, byTier) -> byTier.forEach((tier, tally) ->
                models.add(model(name, tier, pool(name, spec), tally.times(found.times(), found.timesTokens())))));
        return learnt -> estimate(found, models, loads(models, learnt));
    }

    private Measured measureStages(BatchSpec spec, boolean isQuick) throws IOException {
        StageTallies stages = new StageTallies(spec, provider, pools, known, this::tally);
        InputScan scan = new InputScan(stages::count, InputSource.of(spec.input()), spec);
        InputScan.Found found = isQuick ? scan.quick() : scan.all();
        List<Model> models = stages.models(found);
        return learnt -> estimate(found, models, loads(models, learnt));
    }

    private BatchEstimate estimate(InputScan.Found found, List<Model> models, List<Load> loads) {
        long expected = models.stream()
                .mapToLong(each -> each.outputTokens().expected())
                .sum();
        return new BatchEstimate(
                found.requests(),
                found.isExact(),
                found.counted(),
                Math.round(found.errorPercent() * 100) / 100.0,
                Math.round(found.unreadable() * (found.isExact() ? 1 : found.times())),
                models.stream().mapToLong(Model::inputTokens).sum(),
                new Tokens(expected, atMost(models)),
                models.stream().map(Model::cost).reduce(Money.NONE, Money::plus),
                models.stream().map(Model::batchCost).reduce(Money.NONE, Money::plus),
                longest(loads),
                known.source(),
                models,
                loads,
                found.duplicates());
    }

    private List<Load> loads(List<Model> models, Function<String, Optional<PoolQuota>> learnt) {
        Map<String, long[]> sums = new TreeMap<>();
        for (Model model : models) {
            long[] sum = sums.computeIfAbsent(model.pool(), pool -> new long[3]);
            sum[0] += model.requests();
            sum[1] += model.inputTokens();
            sum[2] += model.outputTokens().expected();
        }
        List<Load> loads = new ArrayList<>();
        sums.forEach((pool, sum) -> loads.add(load(pool, sum[0], sum[1], sum[2], learnt)));
        return loads;
    }

    private Optional<EstimatedPool> pool(String model, BatchSpec spec) {
        return pools.find(model, provider.onlyPool().map(PoolConfig::name), spec.isPinned());
    }

    private ModelTally tally(String model, Optional<EstimatedPool> pool) {
        return new ModelTally(
                history.of(model).orElse(null),
                pool.map(EstimatedPool::longestAnswer).orElseGet(() -> known.maxOutput(model)));
    }

    private Model model(String name, String tier, Optional<EstimatedPool> pool, ModelTally.Sums sums) {
        TokenPricing pricing = TokenPricing.of(known, pool, name, tier);
        Money online = pricing.online(sums.requests(), sums.input(), sums.input(), sums.output());
        return new Model(
                name,
                pool.map(EstimatedPool::name).orElse(""),
                sums.requests(),
                sums.input(),
                sums.output(),
                sums.basis(),
                online,
                pricing.batch(online),
                null,
                null);
    }

    private static @Nullable Long atMost(List<Model> models) {
        long sum = 0;
        for (Model model : models) {
            Long most = model.outputTokens().atMost();
            if (most == null) {
                return null;
            }
            sum += most;
        }
        return sum;
    }

    private Load load(
            String pool, long requests, long input, long output, Function<String, Optional<PoolQuota>> learnt) {
        PoolQuota quota = pools.quota(pool, learnt);
        PerMinuteLimits limits = PerMinuteLimits.of(quota);
        double minutes = requests == 0
                ? 0
                : requests
                        / limits.calls(
                                (double) (input + output) / requests,
                                (double) input / requests,
                                (double) output / requests);
        return new Load(
                pool,
                quota.requestsPerMinute(),
                quota.tokensPerMinute(),
                quota.furtherOrNone().inputTokensPerMinute(),
                quota.furtherOrNone().outputTokensPerMinute(),
                limits.areUnlimited() ? null : (Long) (long) Math.ceil(minutes * 60));
    }

    /** Returns the longest time of all pools, because pools work in parallel. */
    private static @Nullable Long longest(List<Load> loads) {
        long longest = 0;
        for (Load load : loads) {
            Long seconds = load.seconds();
            if (seconds == null) {
                return null;
            }
            longest = Math.max(longest, seconds);
        }
        return longest;
    }
}
