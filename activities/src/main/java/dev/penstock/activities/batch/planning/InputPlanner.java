package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.plan.PipelineSizes;
import dev.penstock.activities.plan.PoolFacts;
import dev.penstock.activities.plan.SliceCut;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Problem;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.pipeline.PlannedStage;
import dev.penstock.formats.InputErrorCodes;
import dev.penstock.formats.InputLine;
import dev.penstock.formats.InputLine.Readable;
import dev.penstock.formats.InputLine.Unreadable;
import dev.penstock.formats.InputReader;
import dev.penstock.formats.InputReaders;
import dev.penstock.formats.InputSource;
import dev.penstock.formats.table.RowsWriter;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.ContentDigest;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.ResultLog;
import dev.penstock.store.SizeLimits;
import dev.penstock.store.Store;
import dev.penstock.store.plan.SourceFingerprint;
import dev.penstock.store.plan.StoredPlan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an input once from the first line to the last, and keeps nothing of a request in memory but the hash of its id. */
final class InputPlanner {
    private static final int LINES_A_HEARTBEAT = 500;

    private final Store store;
    private final BatchId batch;
    private final BatchSpec spec;
    private final InputSource source;
    private final LineCheck check;
    private final SkippedLines skipped;
    private final Runnable heartbeat;
    private final HeavyPlanning.Turn turn;
    private final CustomIds ids = new CustomIds();
    private final Map<String, PoolFacts> pools = new TreeMap<>();
    private final InputProblems problems = new InputProblems();
    private final InputFacts facts;
    /** Where the line in work stands, if its number does not say it. */
    private Optional<String> place = Optional.empty();

    InputPlanner(
            Store store,
            ResultLog log,
            BatchId batch,
            InputSource source,
            BatchSpec spec,
            LineCheck check,
            HeavyPlanning.Turn turn,
            Runnable heartbeat) {
        this.turn = turn;
        this.store = store;
        this.batch = batch;
        this.spec = spec;
        this.source = source;
        this.check = check;
        this.skipped = new SkippedLines(batch, log, spec.stages().isPresent());
        this.facts = new InputFacts(spec);
        this.heartbeat = heartbeat;
    }

    /**
     * Plans the input. Writes the batch's files only if the input has no problem; writing the plan is left to the
     * caller.
     */
    StoredPlan run() throws IOException {
        SourceFingerprint fingerprint = source.fingerprint();
        ContentDigest content = new ContentDigest();
        store.delete(batch, BatchFile.PLAN);
        try (InputReader in = InputReaders.open(source, spec, content);
                AtomicFile requests = store.create(batch, BatchFile.INPUT);
                RowsWriter rows = new RowsWriter(store, batch, in.columns());
                DuplicateFinder same = spec.deduplicate() ? new DuplicateFinder(store, batch) : null;
                ShardWriter shards = new ShardWriter(spec, cut(), store.create(batch, BatchFile.SHARDS))) {
            in.beforeMuchMemory(turn::take);
            long lines = 0;
            for (InputLine line = next(in); line != null; line = next(in)) {
                refuseMoreThan(lines);
                if (isHeavy(line, lines)) {
                    turn.take();
                }
                rows.add(line.line(), line.customId(), in.row());
                plan(line, requests, shards, same);
                if (lines++ % LINES_A_HEARTBEAT == 0) {
                    heartbeat.run();
                }
            }
            refuse(lines);
            check.pools().forEach(pool -> pools.putIfAbsent(pool.name(), pool));
            List<Long> places = shards.finish();
            skipped.awaitAll();
            rows.publish();
            requests.publish();
            shards.publish();
            publish(same);
            return new StoredPlan(
                    shards.requests(),
                    skipped.count(),
                    facts.tokens(),
                    shardsInFlight(),
                    List.copyOf(pools.keySet()),
                    spec,
                    fingerprint,
                    content.hex(),
                    places,
                    facts.model(),
                    facts.models(),
                    check.stages(),
                    check.reduce(),
                    same == null ? null : same.count());
        }
    }

    private static boolean isHeavy(InputLine line, long lines) {
        boolean isLong = line instanceof Readable request
                && request.body() != null
                && request.body().length >= PlanLimits.LONG_REQUEST;
        return isLong || lines >= PlanLimits.MANY_REQUESTS;
    }

    private void publish(@Nullable DuplicateFinder same) throws IOException {
        if (same == null) {
            store.delete(batch, BatchFile.DUPLICATES);
        } else {
            same.publish();
        }
    }

    private SliceCut cut() {
        List<PlannedStage> stages = check.stages();
        return stages == null || spec.slice().isPresent() ? SliceCut.of(spec.slice()) : PipelineSizes.cut(stages);
    }

    private int shardsInFlight() {
        List<PlannedStage> stages = check.stages();
        return stages == null ? ShardsInFlight.of(pools.values()) : PipelineSizes.shardsInFlight(stages);
    }

    private @Nullable InputLine next(InputReader in) {
        try {
            InputLine line = in.next();
            place = in.place();
            return line;
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private void plan(InputLine line, AtomicFile requests, ShardWriter shards, @Nullable DuplicateFinder same)
            throws IOException {
        String taken = null;
        try {
            Readable request = readable(line);
            taken = ids.take(line.customId(), line.line());
            LineCheck.Sound sound = check.check(request);
            if (problems.count() == 0 && same != null && isDuplicate(request, sound, taken, shards.shard(), same)) {
                shards.duplicate(line.line());
                return;
            }
            facts.add(sound);
            if (problems.count() == 0) {
                byte[] text = RequestCodec.encode(line.line(), taken, sound.url(), sound.body(), request.reusable());
                refuseTooLong(text);
                requests.write(text);
                shards.add(line.line(), text.length, sound);
                pools.putIfAbsent(sound.pool().name(), sound.pool());
            }
        } catch (RequestProblem problem) {
            String customId = taken == null ? ids.takeForInvalid(line.customId(), line.line()) : taken;
            problem(line, customId, problem, shards);
        }
    }

    private boolean isDuplicate(
            Readable request, LineCheck.Sound sound, String customId, int shard, DuplicateFinder same)
            throws IOException {
        Optional<byte[]> digest = check.digest(request, sound);
        return digest.isPresent() && same.isDuplicate(digest.get(), request.line(), customId, shard);
    }

    private static Readable readable(InputLine line) {
        return switch (line) {
            case Readable readable -> readable;
            case Unreadable unreadable -> throw new RequestProblem(unreadable.code(), unreadable.message());
        };
    }

    private void problem(InputLine line, String customId, RequestProblem problem, ShardWriter shards)
            throws IOException {
        String text = place.map(where -> where + ": ").orElse("") + problem.text();
        if (spec.skipInvalid() || problem.isOnlyOfLine()) {
            skipped.add(shards.shard(), line.line(), customId, problem, text);
            shards.skip(line.line());
            return;
        }
        problems.add(new Problem(line.line(), problem.code(), text));
    }

    private static void refuseTooLong(byte[] text) {
        if (text.length > SizeLimits.LINE_BYTES) {
            throw new RequestProblem(
                    InputErrorCodes.INVALID_REQUEST,
                    "makes a request of more than %d MiB".formatted(SizeLimits.LINE_BYTES >> 20));
        }
    }

    /** Fails as soon as the input has more lines than allowed, without reading the rest. */
    private void refuseMoreThan(long lines) {
        if (lines >= PlanLimits.REQUESTS) {
            throw PlanFailures.invalid(
                    InputErrorCodes.TOO_MANY_TASKS,
                    "more than %,d requests need more memory than this worker has: split the input, or start the worker with PENSTOCK_JAVA_OPTS=-Xmx2g"
                            .formatted(PlanLimits.REQUESTS));
        }
        spec.maxRequests().filter(most -> lines >= most).ifPresent(most -> {
            throw PlanFailures.invalid(
                    InputErrorCodes.TOO_MANY_TASKS, "the batch has more than %,d requests".formatted(most));
        });
    }

    private void refuse(long lines) {
        if (problems.count() > 0) {
            throw problems.failure();
        }
        if (lines == 0) {
            problems.add(
                    new Problem(0, InputErrorCodes.EMPTY_BATCH, "input " + source.location() + " has no requests"));
            throw problems.failure();
        }
    }
}
