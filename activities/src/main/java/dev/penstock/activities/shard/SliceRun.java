package dev.penstock.activities.shard;

import dev.penstock.activities.AnswerRequirements;
import dev.penstock.activities.Receipts;
import dev.penstock.activities.answer.PlannedChecks;
import dev.penstock.activities.attachment.CallFiles;
import dev.penstock.activities.attachment.FileMemory;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.activities.call.Refusals;
import dev.penstock.activities.permit.StagePermits;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RoutePrices;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.process.WorkerDrain;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.FailureTypes;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.shard.SliceInput;
import dev.penstock.contracts.shard.SliceReceipt;
import dev.penstock.limits.traffic.TasksInTransit;
import dev.penstock.store.KeepGoingMark;
import dev.penstock.store.RequestLine;
import dev.penstock.store.Result;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Runs slices: calls the requests without a result in the result log, and decides what follows if some still have none. */
public final class SliceRun {
    private static final ShardLog NOTHING_LOGGED = new ShardLog(Map.of(), Map.of());

    private final Store store;
    private final ResultLog log;
    private final PoolRegistry pools;
    private final Prices prices;
    private final PeriodicTasks pulse;
    private final WorkerDrain drain;
    private final InFlightRequests inFlight = new InFlightRequests();
    private final FileMemory fileMemory = new FileMemory();
    private final Refusals refusals;
    private final PlannedChecks checks;
    private final LongSupplier nanos;

    public SliceRun(
            Store store, ResultLog log, PoolRegistry pools, Prices prices, PeriodicTasks pulse, WorkerDrain drain) {
        this(store, log, pools, prices, pulse, drain, System::nanoTime);
    }

    /**
     * @param nanos a monotonic clock in nanoseconds, by which gaps between heartbeats are measured
     */
    SliceRun(
            Store store,
            ResultLog log,
            PoolRegistry pools,
            Prices prices,
            PeriodicTasks pulse,
            WorkerDrain drain,
            LongSupplier nanos) {
        this.nanos = nanos;
        this.store = store;
        this.log = log;
        this.pools = pools;
        this.prices = prices;
        this.pulse = pulse;
        this.drain = drain;
        this.checks = new PlannedChecks(store);
        this.refusals = new Refusals(System::nanoTime, new KeepGoingMark(store)::goesOn);
    }

    /**
     * Runs a slice of plain requests. Safe to run again.
     *
     * @param memory the memory that the requests take a share of
     * @param heart called every second with the slice's progress; throws when the slice is cancelled
     * @throws ApplicationFailure {@code TryAgain} if some requests have no result yet, {@code Hold} if a person has to
     *     act first
     */
    public SliceReceipt run(SliceInput input, RequestMemory memory, int attempt, Consumer<SliceBeat> heart) {
        SliceBeat waiting = new SliceBeat(0, input.slice().requests(), 0);
        try (Begun begun = begin(input, input.slice().requests());
                RequestMemory.Share share = memory.share(input.slice().pool(), () -> begun.beat(heart, waiting))) {
            share.take(input.slice().length());
            Work work = new Work(
                    "",
                    log,
                    store.read(input.batch(), input.slice()),
                    begun.route,
                    checks.of(input.batch()),
                    () -> StagePermits.UNLIMITED);
            Receipt receipt = Receipts.of(results(input, begun, work, attempt, heart));
            return SliceReceipt.plain(receipt)
                    .with(begun.route.sizing(models(work), input.slice().tokensPerRequest()));
        }
    }

    private static Set<String> models(Work work) {
        return work.requests().stream()
                .map(request -> request.body().path("model").asText(""))
                .collect(Collectors.toSet());
    }

    /**
     * The requests to call for a slice.
     *
     * @param stage name of the pipeline's stage; empty for plain requests
     * @param log log that the results are written to
     * @param route pools that may be called
     * @param checks the checks of answers
     * @param permits joins the slices that share the stage's permits
     */
    public record Work(
            String stage,
            ResultLog log,
            List<RequestLine> requests,
            Route route,
            AnswerChecks checks,
            Supplier<StagePermits> permits) {}

    /**
     * A slice whose requests are on their way to the rate limiters of its pools.
     *
     * @param gap the time since its last heartbeat, which reading its requests from a slow store may take
     */
    public record Begun(Route route, TasksInTransit.Requests arrivals, HeartbeatGap gap) implements AutoCloseable {
        /** Sends a heartbeat before the slice's calls begin. */
        public void beat(Consumer<SliceBeat> heart, SliceBeat waiting) {
            gap.beat();
            heart.accept(waiting);
        }

        @Override
        public void close() {
            arrivals.close();
        }
    }

    /**
     * Counts a slice's requests as on their way, so that this worker takes no more from the pool's queue than it can call;
     * to be closed when the slice ends.
     *
     * @param soon how many requests do not wait for others of the slice, and so soon arrive at the rate limiter
     */
    public Begun begin(SliceInput input, int soon) {
        Route route = route(input);
        return new Begun(route, route.tasksInTransit().taskBegins(soon), new HeartbeatGap(nanos));
    }

    /** Begins a slice and calls its requests; see {@link #begin} and {@link #results(SliceInput, Begun, Work, int, Consumer)}. */
    public List<Result> results(
            SliceInput input, int soon, Function<Route, Work> works, int attempt, Consumer<SliceBeat> heart) {
        try (Begun begun = begin(input, soon)) {
            return results(input, begun, works.apply(begun.route), attempt, heart);
        }
    }

    /** Calls the requests of a slice, and returns all results; results of earlier attempts come without bodies. */
    public List<Result> results(SliceInput input, Begun begun, Work work, int attempt, Consumer<SliceBeat> heart) {
        WorstCase worstCase = new WorstCase(RoutePrices.highest(prices, work.route()));
        try (StagePermits stage = work.permits().get()) {
            RunningSlice slice = new RunningSlice(
                    input,
                    work,
                    prices,
                    worstCase,
                    cache(input, work.route(), worstCase),
                    begun,
                    stage,
                    refusals,
                    CallFiles.of(store, input.batch(), fileMemory, work.route().name(), begun.arrivals));
            InFlightSlice requests = new InFlightSlice(inFlight, input.batch(), work.stage(), work.requests());
            Consumer<SliceBeat> later = new LaterHeartbeats(heart, begun.gap);
            try (WorkerDrain.Registration beats = pulse.every(() -> slice.beat(later));
                    WorkerDrain.Registration draining = drain.onBegin(slice::stopWaiting);
                    WholeResults whole = new WholeResults(() -> results(input, work.stage()));
                    requests) {
                if (!begun.gap.isFresh()) {
                    // Reading took long; in another second, Temporal may have given the slice to another worker.
                    slice.beat(later);
                }
                // The log is read after the claim, because it then has the results of all earlier runs of this slice.
                boolean mayBeLogged = attempt > 1 || input.mayBeLogged();
                ShardLog logged = mayBeLogged ? work.log().read(input.batch(), input.shard()) : NOTHING_LOGGED;
                slice.callAll(requests, logged, whole);
            }
            return slice.end();
        }
    }

    private ShardResults results(SliceInput input, String stage) {
        return stage.isEmpty()
                ? store.results(input.batch(), input.shard())
                : store.results(input.batch(), input.shard(), stage);
    }

    private Optional<AnswerCache> cache(SliceInput input, Route route, WorstCase worstCase) {
        return Optional.ofNullable(AnswerCache.of(
                store.responses(),
                input.cache(),
                route.name(),
                route.address(),
                worstCase,
                new AnswerRequirements(input.failOn())));
    }

    private Route route(SliceInput input) {
        String name = input.slice().pool();
        return pools.findRoute(name)
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "pool '%s' is not configured on this worker".formatted(name), FailureTypes.HOLD));
    }
}
