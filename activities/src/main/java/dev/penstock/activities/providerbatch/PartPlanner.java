package dev.penstock.activities.providerbatch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.plan.SlicesLeft;
import dev.penstock.activities.pool.PoolRegistry;
import dev.penstock.activities.pool.RouteMember;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Slice;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.PartLimits;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.RequestLine;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ShardLog;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.ShardPlan;
import dev.penstock.store.plan.StoredPlan;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a planned batch's requests once, and cuts those without a result into parts. */
final class PartPlanner {
    private final Store store;
    private final ResultLog log;
    private final PlanFiles plans;
    private final SlicesLeft slicesLeft;
    private final ActivityHeartbeat heart;
    private final PoolRegistry pools;
    private final Map<String, OnlineRate.Load> online = new HashMap<>();

    PartPlanner(Store store, ResultLog log, PoolRegistry pools, ActivityHeartbeat heart) {
        this.pools = pools;
        this.store = store;
        this.log = log;
        this.plans = new PlanFiles(store);
        this.slicesLeft = new SlicesLeft(store);
        this.heart = heart;
    }

    List<StoredPart> split(BatchId batch, BatchSpec spec) throws IOException {
        PartCutter cutting = new PartCutter(PartLimits.of(spec));
        StoredPlan plan = plans.get(batch);
        try (LineReader requests = new LineReader(
                store.find(batch, BatchFile.INPUT)
                        .orElseThrow(() ->
                                new FileNotFoundException("there is no file " + store.locate(batch, BatchFile.INPUT))),
                Integer.MAX_VALUE)) {
            plans.eachShard(batch, shard -> {
                heart.check();
                addShard(batch, spec, plan, shard, requests, cutting);
            });
        }
        return cutting.finish();
    }

    /** Returns the requests that were cut into parts, by name of the pool or route that would be asked online. */
    Map<String, OnlineRate.Load> online() {
        return Map.copyOf(online);
    }

    /** Adds the requests of a shard; slices follow each other in the input without a gap. */
    private void addShard(
            BatchId batch, BatchSpec spec, StoredPlan plan, ShardPlan shard, LineReader requests, PartCutter cutting)
            throws IOException {
        Set<Integer> left =
                slicesLeft.of(batch, plan, shard).stream().map(Slice::index).collect(Collectors.toSet());
        ShardLog logged = log.read(batch, shard.shard());
        for (Slice slice : shard.slices()) {
            for (int i = 0; i < slice.requests(); i++) {
                TextLine line = requests.next();
                if (line == null) {
                    throw new IOException("the stored input of batch " + batch + " is shorter than the batch's plan");
                }
                if (left.contains(slice.index())) {
                    add(line, slice, shard.shard(), requests.position(), logged, spec, cutting);
                }
            }
        }
    }

    private void add(
            TextLine line, Slice slice, int shard, long end, ShardLog logged, BatchSpec spec, PartCutter cutting)
            throws IOException {
        RequestLine request = RequestCodec.decode(line.text());
        if (logged.find(request.line(), spec.round()).isPresent()) {
            return;
        }
        ObjectNode body = request.body();
        // A file belongs to an account, so one pool of the route takes them all.
        Optional<RouteMember> pool =
                pools.pinned(slice.pool()).map(route -> route.members().getFirst());
        String model = body.path("model").asText("");
        PartCutter.Kind kind = new PartCutter.Kind(
                pool.map(member -> member.pool().name()).orElse(slice.pool()),
                request.url(),
                pool.map(member -> member.nameOf(model)).orElse(model));
        int bytes = SubmittedLine.of(line.text(), request.line(), pool.flatMap(member -> member.ownName(kind.model())))
                .length;
        long tokens = slice.tokens() / slice.requests();
        cutting.add(kind, shard, line.offset(), (int) (end - line.offset()), bytes, tokens);
        online.merge(slice.pool(), new OnlineRate.Load(1, tokens), OnlineRate.Load::plus);
    }
}
