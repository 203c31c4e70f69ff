package dev.penstock.activities.llm;

import dev.penstock.activities.share.Arrivals;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.SliceInput;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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
        Pool pool = pool(input);
        try (Arrivals.Group arrivals = pool.arrivals().of(input.slice().requests())) {
            return run(input, attempt, heart, pool, arrivals);
        }
    }

    private Receipt run(SliceInput input, int attempt, Consumer<SliceBeat> heart, Pool pool, Arrivals.Group arrivals) {
        List<RequestLine> requests = store.read(input.batch(), input.slice());
        Prices ofPool = prices.with(pool.config().prices());
        RunningSlice slice = new RunningSlice(input, pool, log, ofPool, requests.size(), drain, arrivals);
        Claims claims = new Claims(calling, input.batch(), requests);
        try (Drain.Registration beats = pulse.every(() -> slice.beat(heart));
                Drain.Registration draining = drain.onBegin(slice::giveUpWaiting);
                claims) {
            // Only after they are claimed: what another run of this slice brought until then is in the log.
            boolean mayBeLogged = attempt > 1 || input.mayBeLogged();
            ShardLog logged = mayBeLogged ? log.read(input.batch(), input.shard()) : NOTHING_LOGGED;
            slice.callAll(claims, logged);
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
