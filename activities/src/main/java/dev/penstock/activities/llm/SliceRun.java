package dev.penstock.activities.llm;

import dev.penstock.activities.Receipts;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.activities.share.Arrivals;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.SliceInput;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs slices: calls what the result log doesn't have yet, and says what to do about what still has no result. */
public final class SliceRun {
    private static final ShardLog NOTHING_LOGGED = new ShardLog(Map.of(), Map.of());

    private static final int ALL = Integer.MAX_VALUE;

    private final Store store;
    private final ResultLog log;
    private final PoolRegistry pools;
    private final Prices prices;
    private final Pulse pulse;
    private final Drain drain;
    private final Calling calling = new Calling();

    public SliceRun(Store store, ResultLog log, PoolRegistry pools, Prices prices, Pulse pulse, Drain drain) {
        this.store = store;
        this.log = log;
        this.pools = pools;
        this.prices = prices;
        this.pulse = pulse;
        this.drain = drain;
    }

    /**
     * Safe to run again.
     *
     * @param heart told every second how far it is; throws when the slice is cancelled
     * @throws ApplicationFailure {@code TryAgain} when some requests have no result yet, {@code Hold} when a person
     *     has to act first
     */
    public Receipt run(SliceInput input, int attempt, Consumer<SliceBeat> heart) {
        return Receipts.of(results(
                input, ALL, pool -> new Work("", log, store.read(input.batch(), input.slice()), pool), attempt, heart));
    }

    /**
     * What is to be called.
     *
     * @param stage of a pipeline; empty for plain requests
     * @param log where the results go
     * @param pool that is asked
     */
    public record Work(String stage, ResultLog log, List<RequestLine> requests, Pool pool) {}

    /**
     * The same for anything a slice's lines stand for; results of earlier attempts come without bodies.
     *
     * @param atOnce so many calls are under way, no more
     */
    public List<Result> results(
            SliceInput input, int atOnce, Function<Pool, Work> works, int attempt, Consumer<SliceBeat> heart) {
        Pool pool = pool(input);
        // Those that come after others don't make the gate wait for them.
        int soon = Math.min(atOnce, input.slice().requests());
        try (Arrivals.Group arrivals = pool.arrivals().of(soon)) {
            return results(input, atOnce, works.apply(pool), attempt, heart, arrivals);
        }
    }

    private List<Result> results(
            SliceInput input, int atOnce, Work work, int attempt, Consumer<SliceBeat> heart, Arrivals.Group arrivals) {
        Prices ofPool = prices.with(work.pool().config().prices());
        PoolConfig pool = work.pool().config();
        AnswerCache cache =
                AnswerCache.of(store.responses(), input.cache(), pool.name(), pool.baseUrl(), new WorstCase(ofPool));
        RunningSlice slice = new RunningSlice(
                input, work.pool(), work.log(), ofPool, cache, work.requests().size(), drain, arrivals);
        Claims claims = new Claims(calling, input.batch(), work.stage(), work.requests());
        try (Drain.Registration beats = pulse.every(() -> slice.beat(heart));
                Drain.Registration draining = drain.onBegin(slice::giveUpWaiting);
                claims) {
            // Only after they are claimed: what another run of this slice brought until then is in the log.
            boolean mayBeLogged = attempt > 1 || input.mayBeLogged();
            ShardLog logged = mayBeLogged ? work.log().read(input.batch(), input.shard()) : NOTHING_LOGGED;
            slice.callAll(claims, logged, atOnce);
        }
        return slice.end();
    }

    private Pool pool(SliceInput input) {
        String name = input.slice().pool();
        return pools.find(name)
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "this worker has no pool '%s'".formatted(name), FailureTypes.HOLD));
    }
}
