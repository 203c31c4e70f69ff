package dev.penstock.activities.batch.assembly;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.Receipts;
import dev.penstock.activities.pipeline.reduce.Reduced;
import dev.penstock.activities.prices.Prices;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.contracts.batch.LaneReport;
import dev.penstock.store.BatchFile;
import dev.penstock.store.RequestCodec;
import dev.penstock.store.RequestCodec.Key;
import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardResults;
import dev.penstock.store.Store;
import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import dev.penstock.store.plan.ShardPlan;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes through a batch's requests in order and writes each one's result to the output or the error file. */
final class OutputAssembler implements Closeable {
    private static final int NAMED = 10;

    private final AssembleInput input;
    private final Store store;
    private final LineReader requests;
    /** Null if the batch has no duplicates. */
    private final @Nullable LineReader duplicates;

    private final OutputStream output;
    private final OutputStream errors;
    private final List<Long> missing = new ArrayList<>();
    private long missingCount;
    private final UsageTally usage;
    /** Null for a batch that had no parts in the provider's batch API: pricing each result twice would be for nothing. */
    private final @Nullable LaneCosts lanes;

    private Receipt receipt = Receipt.NONE;

    OutputAssembler(
            Store store,
            AssembleInput input,
            Function<String, Prices> pricesOfPool,
            OutputStream output,
            OutputStream errors)
            throws IOException {
        this.store = store;
        this.input = input;
        this.output = output;
        this.errors = errors;
        this.lanes = store.has(input.batch(), BatchFile.PARTS) ? new LaneCosts(pricesOfPool) : null;
        this.usage = new UsageTally(store.logged(input.batch()).bytes());
        this.requests = new LineReader(
                store.find(input.batch(), BatchFile.INPUT)
                        .orElseThrow(() -> new FileNotFoundException(
                                "there is no file " + store.locate(input.batch(), BatchFile.INPUT))),
                Integer.MAX_VALUE);
        Optional<InputStream> found = store.find(input.batch(), BatchFile.DUPLICATES);
        this.duplicates = found.isEmpty() ? null : new LineReader(found.get(), Integer.MAX_VALUE);
    }

    void add(ShardPlan shard) throws IOException {
        List<Result> written = new ArrayList<>(shard.requests());
        try (ShardResults results = store.results(input.batch(), shard.shard())) {
            usage.add(results.byLine().values());
            Deque<Long> others = others(shard);
            long end = shard.offset() + shard.length();
            while (requests.position() < end) {
                Key request = nextRequest();
                addBefore(request.line(), others, shard, results, written);
                addRequest(results, request, written);
            }
            addBefore(Long.MAX_VALUE, others, shard, results, written);
        }
        count(written);
    }

    /** Adds the result of the reduction after the results of the requests. */
    void add(Reduced.End reduced) throws IOException {
        Result result = reduced.result();
        write(result, encoded(result));
        usage.add(reduced.stage(), reduced.calls());
        count(List.of(result));
    }

    private void count(List<Result> written) {
        if (lanes != null) {
            written.forEach(lanes::add);
        }
        receipt = receipt.plus(Receipts.of(written));
    }

    private byte[] encoded(Result result) {
        byte[] line = ResultCodec.encode(input.batch(), result);
        return Arrays.copyOf(line, line.length - 1);
    }

    /** Fails if a request has no result; otherwise the request would be lost silently. */
    void check() {
        if (missingCount > 0) {
            throw PlanFailures.doesNotAddUp("batch '%s' is finished, but %d requests have no result: line %s%s"
                    .formatted(
                            input.batch(),
                            missingCount,
                            String.join(
                                    ", ", missing.stream().map(String::valueOf).toList()),
                            missingCount > missing.size() ? ", …" : ""));
        }
    }

    Receipt receipt() {
        return receipt;
    }

    UsageTally usage() {
        return usage;
    }

    /** Returns what each lane cost; null for a batch that was called online only. */
    @Nullable
    LaneReport lanes() {
        return lanes == null ? null : lanes.report();
    }

    @Override
    public void close() throws IOException {
        requests.close();
        if (duplicates != null) {
            duplicates.close();
        }
    }

    /** Returns the skipped and duplicate lines of a shard, which are not in {@code input.jsonl}, in order. */
    private static Deque<Long> others(ShardPlan shard) {
        return Stream.concat(shard.skipped().stream(), shard.duplicates().stream())
                .sorted()
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    private void addBefore(long end, Deque<Long> others, ShardPlan shard, ShardResults results, List<Result> written)
            throws IOException {
        while (!others.isEmpty() && others.element() < end) {
            long line = others.remove();
            if (Collections.binarySearch(shard.duplicates(), line) >= 0) {
                addRequest(results, next(Objects.requireNonNull(duplicates), "duplicates.jsonl"), written);
            } else {
                addSkipped(results, line, written);
            }
        }
    }

    private Key nextRequest() throws IOException {
        return next(requests, "input.jsonl");
    }

    private Key next(LineReader lines, String file) throws IOException {
        TextLine line = lines.next();
        if (line == null) {
            throw PlanFailures.doesNotAddUp(
                    "batch '%s' has fewer requests in its %s than in its plan".formatted(input.batch(), file));
        }
        return RequestCodec.decodeKey(line.text());
    }

    private void addRequest(ShardResults results, Key request, List<Result> written) throws IOException {
        Result result = results.byLine().get(request.line());
        boolean ended = input.status() == BatchState.COMPLETED;
        if (result != null && (!ended || result.isAnswered() || result.round() >= input.round())) {
            if (!result.customId().equals(request.customId())) {
                throw PlanFailures.doesNotAddUp("batch '%s', line %d: the request is '%s', but its result is of '%s'"
                        .formatted(input.batch(), request.line(), request.customId(), result.customId()));
            }
            write(result, results.raw(request.line()));
            written.add(result);
        } else if (ended) {
            missing(request.line());
        } else {
            Result unfinished = UnfinishedRequest.of(request, input);
            errors.write(ResultCodec.encode(input.batch(), unfinished));
            written.add(unfinished);
        }
    }

    private void addSkipped(ShardResults results, long line, List<Result> written) throws IOException {
        Result result = results.byLine().get(line);
        if (result == null) {
            missing(line);
            return;
        }
        write(result, results.raw(line));
        written.add(result);
    }

    private void write(Result result, byte[] raw) throws IOException {
        OutputStream out = result.isAnswered() ? output : errors;
        out.write(raw);
        out.write('\n');
    }

    private void missing(long line) {
        missingCount++;
        if (missing.size() < NAMED) {
            missing.add(line);
        }
    }
}
