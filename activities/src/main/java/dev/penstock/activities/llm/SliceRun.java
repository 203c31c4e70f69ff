package dev.penstock.activities.llm;

import dev.penstock.activities.Receipts;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.places.Party;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.SliceInput;
import dev.penstock.limits.traffic.Arrivals;
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
import java.util.function.Supplier;

/** Runs slices: calls what the result log doesn't have yet, and says what to do about what still has no result. */
public final class SliceRun {
    private static final ShardLog NOTHING_LOGGED = new ShardLog(Map.of(), Map.of());

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
                input,
                input.slice().requests(),
                pool -> new Work("", log, store.read(input.batch(), input.slice()), pool, () -> Party.UNLIMITED),
                attempt,
                heart));
    }

    /**
     * What is to be called.
     *
     * @param stage of a pipeline; empty for plain requests
     * @param log where the results go
     * @param pool that is asked
     * @param party joins those that share the stage's places
     */
    public record Work(String stage, ResultLog log, List<RequestLine> requests, Pool pool, Supplier<Party> party) {}

    /**
     * The same for anything a slice's lines stand for; results of earlier attempts come without bodies.
     *
     * @param soon so many don't have to wait for others of the slice, and the gate waits for them
     */
    public List<Result> results(
            SliceInput input, int soon, Function<Pool, Work> works, int attempt, Consumer<SliceBeat> heart) {
        Pool pool = pool(input);
        try (Arrivals.Group arrivals = pool.arrivals().of(soon)) {
            return results(input, works.apply(pool), attempt, heart, arrivals);
        }
    }

    private List<Result> results(
            SliceInput input, Work work, int attempt, Consumer<SliceBeat> heart, Arrivals.Group arrivals) {
        Prices ofPool = prices.with(work.pool().config().prices());
        PoolConfig pool = work.pool().config();
        AnswerCache cache =
                AnswerCache.of(store.responses(), input.cache(), pool.name(), pool.baseUrl(), new WorstCase(ofPool));
        try (Party party = work.party().get()) {
            RunningSlice slice = new RunningSlice(
                    input,
                    work.pool(),
                    work.log(),
                    ofPool,
                    cache,
                    work.requests().size(),
                    drain,
                    arrivals,
                    party);
            Claims claims = new Claims(calling, input.batch(), work.stage(), work.requests());
            try (Drain.Registration beats = pulse.every(() -> slice.beat(heart));
                    Drain.Registration draining = drain.onBegin(slice::giveUpWaiting);
                    claims) {
                // Only after they are claimed: what another run of this slice brought until then is in the log.
                boolean mayBeLogged = attempt > 1 || input.mayBeLogged();
                ShardLog logged = mayBeLogged ? work.log().read(input.batch(), input.shard()) : NOTHING_LOGGED;
                slice.callAll(claims, logged);
            }
            return slice.end();
        }
    }

    private Pool pool(SliceInput input) {
        String name = input.slice().pool();
        return pools.find(name)
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "this worker has no pool '%s'".formatted(name), FailureTypes.HOLD));
    }
}
