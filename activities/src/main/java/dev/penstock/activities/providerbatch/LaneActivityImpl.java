package dev.penstock.activities.providerbatch;

import dev.penstock.activities.AnswerRequirements;
import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.answer.SchemaChecks;
import dev.penstock.activities.budget.WorstCase;
import dev.penstock.activities.plan.PoolElsewhere;
import dev.penstock.activities.plan.StoredPools;
import dev.penstock.activities.pool.Pool;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.Route;
import dev.penstock.activities.pool.RouteMember;
import dev.penstock.activities.pool.RoutePrices;
import dev.penstock.activities.prices.Prices;
import dev.penstock.activities.process.PeriodicTasks;
import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.CacheUse;
import dev.penstock.contracts.providerbatch.CollectedResults;
import dev.penstock.contracts.providerbatch.LaneActivity;
import dev.penstock.contracts.providerbatch.LanePlan;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.contracts.providerbatch.ProviderBatch;
import dev.penstock.contracts.providerbatch.UploadedPart;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.providers.wire.BatchApi;
import dev.penstock.store.ResultLog;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.plan.PlanFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activities that use the provider's batch API: cut a batch into parts, upload, create, watch and collect. */
public final class LaneActivityImpl implements LaneActivity, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LaneActivityImpl.class);

    private final Store store;
    private final ResultLog results;
    private final PoolRegistry pools;
    private final StoredPools others;
    private final Prices prices;
    private final PeriodicTasks pulse;
    private final Supplier<Runnable> heartbeats;
    private final PlanFiles plans;
    private final PartsFile parts;
    private final Map<String, BatchApi> apis = new ConcurrentHashMap<>();

    /**
     * @param others pools that this worker does not have
     * @param heartbeats returns a heartbeat for each activity, which may throw to end it
     */
    public LaneActivityImpl(
            Store store,
            ResultLog results,
            PoolRegistry pools,
            StoredPools others,
            Prices prices,
            PeriodicTasks pulse,
            Supplier<Runnable> heartbeats) {
        this.store = store;
        this.results = results;
        this.pools = pools;
        this.others = others;
        this.prices = prices;
        this.pulse = pulse;
        this.heartbeats = heartbeats;
        this.plans = new PlanFiles(store);
        this.parts = new PartsFile(store);
    }

    @Override
    public LanePlan split(BatchId batch, BatchSpec spec) {
        return work(heart -> {
            StoredParts stored = parts.find(batch)
                    .filter(found -> found.head().round() == spec.round())
                    .orElse(null);
            if (stored == null) {
                stored = cut(batch, spec, heart);
                parts.write(batch, stored);
            }
            List<Part> all = stored.parts().stream().map(StoredPart::part).toList();
            log.info("Batch {} goes to the provider in {} parts", batch, all.size());
            long requests = all.stream().mapToLong(Part::requests).sum();
            StoredParts.Head head = stored.head();
            return new LanePlan(head.key(), all, requests, head.onlinePerMinute(), head.rateFrom());
        });
    }

    @Override
    public UploadedPart upload(PartInput input) {
        return work(heart -> new PartUpload(
                        input,
                        submissions(input),
                        new PartLines(store, results, heart),
                        member(input).ownName(input.part().model()))
                .upload(parts.get(input.batch(), input.part().number())));
    }

    @Override
    public ProviderBatch create(PartInput input, String fileId) {
        EarlyOrders early = EarlyOrders.ofThisActivity();
        return work(early::beat, heart -> submissions(input).create(fileId, early));
    }

    @Override
    public ProviderBatch look(PartInput input, String providerId) {
        return work(heart -> ProviderBatchReader.of(api(input).get(providerId)));
    }

    @Override
    public ProviderBatch cancel(PartInput input, String providerId) {
        return work(heart -> submissions(input).cancel(providerId));
    }

    @Override
    public ProviderBatch abandon(PartInput input) {
        return work(heart -> submissions(input).abandon(input.part().requests()));
    }

    @Override
    public CollectedResults collect(PartInput input, ProviderBatch ended) {
        return work(heart -> {
            PoolConfig pool = pool(input).config();
            Prices ofPool = RoutePrices.highest(prices, route(input));
            String model = input.part().model();
            BatchSpec spec = plans.get(input.batch()).spec();
            AnswerRequirements requirements = new AnswerRequirements(spec.failOn());
            AnswerCache cache = AnswerCache.of(
                    store.responses(),
                    CacheUse.of(spec),
                    pool.name(),
                    pool.baseUrl(),
                    new WorstCase(ofPool),
                    requirements);
            PartAnswerCache answers = new PartAnswerCache(cache, input.part().url());
            CollectedResults collected = new ResultCollector(
                            input,
                            ofPool,
                            ofPool.isKnown(model) ? model : null,
                            api(input),
                            results,
                            answers,
                            requirements,
                            SchemaChecks.of(spec),
                            heart)
                    .collect(
                            ended,
                            parts.get(input.batch(), input.part().number()),
                            new PartLines(store, results, heart));
            submissions(input).end(String.valueOf(ended.id()), collected.left());
            return collected;
        });
    }

    @Override
    public void close() {
        apis.values().forEach(BatchApi::close);
    }

    private StoredParts cut(BatchId batch, BatchSpec spec, ActivityHeartbeat heart) throws IOException {
        PartPlanner planner = new PartPlanner(store, results, pools, heart);
        List<StoredPart> cut = planner.split(batch, spec);
        OnlineRate rate = OnlineRate.of(planner.online(), this::answerers);
        String key = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        return new StoredParts(
                new StoredParts.Head(key, spec.round(), Instant.now(), rate.perMinute(), rate.from()), cut);
    }

    private OnlineRate.Answerers answerers(String poolOrRoute) {
        return pools.findRoute(poolOrRoute)
                .map(route -> new OnlineRate.Answerers(
                        route.usualPools().stream().map(Pool::name).collect(Collectors.toSet()),
                        Route.limits(route.usualPools())))
                .or(() -> others.find(poolOrRoute)
                        .map(pool -> new OnlineRate.Answerers(Set.of(poolOrRoute), pool.limits())))
                .orElseThrow(() -> PoolElsewhere.of(poolOrRoute));
    }

    private ProviderSubmissions submissions(PartInput input) throws IOException {
        Instant since =
                parts.find(input.batch()).map(found -> found.head().at()).orElse(Instant.EPOCH);
        return new ProviderSubmissions(
                new SubmissionName(input), api(input), new UploadMarks(store.documents()), since);
    }

    private BatchApi api(PartInput input) {
        return apis.computeIfAbsent(input.part().pool(), name -> {
            ProviderAccount account = pool(input).config().account();
            return Dialects.batchApi(account, new ApiFailures(name, account));
        });
    }

    private Pool pool(PartInput input) {
        return member(input).pool();
    }

    private RouteMember member(PartInput input) {
        return route(input).members().getFirst();
    }

    private Route route(PartInput input) {
        String name = input.part().pool();
        return pools.findRoute(name).orElseThrow(() -> PoolElsewhere.of(name));
    }

    private <T> T work(Work<T> work) {
        return work(heartbeats.get(), work);
    }

    private <T> T work(Runnable beat, Work<T> work) {
        try (ActivityHeartbeat heart = new ActivityHeartbeat(pulse, beat)) {
            return work.with(heart);
        } catch (StoreUnavailableException e) {
            throw PlanFailures.hold(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(ActivityHeartbeat heart) throws IOException;
    }
}
