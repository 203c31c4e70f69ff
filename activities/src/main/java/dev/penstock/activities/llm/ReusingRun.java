package dev.penstock.activities.llm;

import dev.penstock.activities.llm.RequestRun.Ended;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.SliceInput;
import dev.penstock.contracts.Usage;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog.Calls;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs a request only if its answer was not kept: before money is put aside for it, and before it waits at the rate limiter. */
final class ReusingRun {
    private final AffordableRun requests;
    private final @Nullable AnswerCache cache;
    private final SliceInput input;
    private final ResultLog log;
    private final Pool pool;

    /**
     * @param cache null = every answer is called for
     */
    ReusingRun(AffordableRun requests, @Nullable AnswerCache cache, SliceInput input, ResultLog log, Pool pool) {
        this.requests = requests;
        this.cache = cache;
        this.input = input;
        this.log = log;
        this.pool = pool;
    }

    Ended run(RequestLine request, Calls earlier) throws InterruptedException {
        Optional<Result> kept =
                cache == null ? Optional.empty() : cache.find(request, input.round(), earlier, this::isUsable);
        if (kept.isEmpty()) {
            return requests.run(request, earlier);
        }
        return new Ended.With(kept.get(), log.append(input.batch(), input.shard(), kept.get()));
    }

    /** To be called when the result is durable, and nobody waits for it any more. */
    void keep(RequestLine request, Result result) {
        if (cache != null) {
            cache.keep(request, result);
        }
    }

    /** The same may have been asked by somebody who expected something else. */
    private boolean isUsable(Result.Response response) {
        return pool.provider().accepts(new Outcome.Answered(response, Usage.NONE));
    }
}
