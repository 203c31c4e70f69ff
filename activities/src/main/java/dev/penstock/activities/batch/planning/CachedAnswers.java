package dev.penstock.activities.batch.planning;

import dev.penstock.activities.AnswerRequirements;
import dev.penstock.activities.answer.SchemaChecks;
import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.activities.plan.ModelPools;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.CacheUse;
import dev.penstock.providers.Outcome;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.ShardPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Writes the results of requests that the answer cache can answer, before anything is sent: a request that needs no
 * call should neither wait for a pool's quota nor become part of a provider's batch.
 */
final class CachedAnswers {
    /** Files opened at once; most of the time is spent waiting for the disk. */
    private static final int PARALLEL_READS = 16;

    private final Store store;
    private final ResultLog log;
    private final PlanFiles files;
    private final ModelPools pools;
    private final Runnable heartbeat;

    CachedAnswers(Store store, ResultLog log, PlanFiles files, ModelPools pools, Runnable heartbeat) {
        this.store = store;
        this.log = log;
        this.files = files;
        this.pools = pools;
        this.heartbeat = heartbeat;
    }

    /**
     * Writes the results of all cached answers, and returns whether there were any. Safe to run again. Requests of
     * stages are not looked up, because they are not known yet.
     */
    boolean take(BatchId batch, BatchSpec spec) throws IOException {
        CacheUse use = CacheUse.of(spec);
        if (use == null || spec.stages().isPresent()) {
            return false;
        }
        AnswerChecks checks = SchemaChecks.of(spec);
        long[] found = {0};
        try (ExecutorService threads = Executors.newFixedThreadPool(PARALLEL_READS)) {
            files.eachShard(batch, shard -> {
                heartbeat.run();
                found[0] += take(batch, spec, use, checks, shard, threads);
            });
        }
        return found[0] > 0;
    }

    private int take(
            BatchId batch,
            BatchSpec spec,
            CacheUse use,
            AnswerChecks checks,
            ShardPlan shard,
            ExecutorService threads) {
        ShardLog logged = log.read(batch, shard.shard());
        List<CompletableFuture<Integer>> found = new ArrayList<>();
        for (Slice slice : shard.slices()) {
            found.add(CompletableFuture.supplyAsync(
                    () -> take(batch, spec, use, checks, shard.shard(), slice, logged), threads));
        }
        try {
            return found.stream().mapToInt(CompletableFuture::join).sum();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private int take(
            BatchId batch, BatchSpec spec, CacheUse use, AnswerChecks checks, int shard, Slice slice, ShardLog logged) {
        AnswerCache kept = pools.address(slice.pool())
                .map(address -> AnswerCache.of(
                        store.responses(),
                        use,
                        slice.pool(),
                        address,
                        pools.worstCase(slice.pool()),
                        new AnswerRequirements(spec.failOn())))
                .orElse(null);
        if (kept == null) {
            return 0;
        }
        List<CompletableFuture<Void>> appends = new ArrayList<>();
        for (RequestLine request : store.read(batch, slice)) {
            if (logged.find(request.line(), spec.round()).isEmpty()) {
                AnswerCheck check = checks.of(request.body());
                Optional<Result> result = kept.find(
                        request,
                        spec.round(),
                        logged.calls(request.line()),
                        PaidEarlier.of(logged, request.line(), spec.round()),
                        response -> check.wrong(new Outcome.Answered(response, Usage.NONE))
                                .isEmpty());
                result.ifPresent(known -> appends.add(log.append(batch, shard, known)));
            }
        }
        appends.forEach(CompletableFuture::join);
        return appends.size();
    }
}
