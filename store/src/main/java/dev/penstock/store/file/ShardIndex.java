package dev.penstock.store.file;

import dev.penstock.store.Result;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardLog;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index of one shard's results and calls; each refresh reads only what was written since the last one. */
final class ShardIndex {
    private static final Logger log = LoggerFactory.getLogger(ShardIndex.class);

    private final Path folder;
    private final DurableLengths durable;
    private final Map<Path, FileTail> tails = new HashMap<>();
    private CallTally tally = new CallTally();
    private final Map<Long, IndexedResult> best = new TreeMap<>();
    private final Map<Long, IndexedResult> deadLetters = new HashMap<>();
    private final Set<Call> retracted = new HashSet<>();
    private @Nullable ShardLog known;

    private record Call(long line, @Nullable Instant startedAt) {}

    ShardIndex(Path folder, DurableLengths durable) {
        this.folder = folder;
        this.durable = durable;
    }

    synchronized ShardLog log() throws IOException {
        refresh();
        if (known == null) {
            Map<Long, Result> results = new HashMap<>();
            best.forEach((line, found) -> results.put(line, found.result()));
            known = new ShardLog(results, tally.calls());
        }
        return known;
    }

    synchronized Map<Long, IndexedResult> best() throws IOException {
        refresh();
        return new HashMap<>(best);
    }

    /** Reads journals before results, so that a call whose result comes in between counts as ended, not as cut off. */
    private void refresh() throws IOException {
        List<Path> files = list();
        if (!new HashSet<>(files).containsAll(tails.keySet())) {
            forget(); // the batch was deleted with its results
        }
        for (Path file : files) {
            if (file.toString().endsWith(StoreLayout.CALLS)) {
                followCalls(file);
            }
        }
        for (Path file : files) {
            if (file.toString().endsWith(StoreLayout.RESULTS)) {
                followResults(file);
            }
        }
    }

    private void forget() {
        tails.clear();
        best.clear();
        deadLetters.clear();
        retracted.clear();
        tally = new CallTally();
        known = null;
    }

    private List<Path> list() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            return StreamSupport.stream(files.spliterator(), false).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private void followCalls(Path file) throws IOException {
        String writer = writerOf(file);
        tail(file).follow(Files.size(file), false, (text, offset) -> {
            known = null;
            try {
                tally.read(writer, text);
            } catch (IOException e) {
                // Not worth stopping for: the unreadable line may hide a call that was cut off, but no result.
                log.warn("{} has a line that is not the record of a call", file);
            }
        });
    }

    private void followResults(Path file) throws IOException {
        String writer = writerOf(file);
        long size = Files.size(file);
        long limit = durable.limit(file, size);
        boolean ours = limit < size;
        tail(file).follow(limit, !ours, (text, offset) -> {
            Result result = ResultCodec.decodeWithoutBody(text);
            known = null;
            if (result.isRetraction()) {
                retract(result);
            } else {
                add(new IndexedResult(result, file, offset, text.length));
                tally.result(writer, result);
            }
        });
    }

    private void add(IndexedResult found) {
        Result result = found.result();
        if (!result.isAnswered()) {
            deadLetters.merge(result.line(), found, IndexedResult::better);
        } else if (retracted.contains(new Call(result.line(), result.startedAt()))) {
            return;
        }
        best.merge(result.line(), found, IndexedResult::better);
    }

    /** Takes an answer back, whether it was read before or comes later, from another writer. */
    private void retract(Result retraction) {
        Call call = new Call(retraction.line(), retraction.startedAt());
        if (!retracted.add(call)) {
            return; // checked twice, in two runs
        }
        tally.retracted(retraction);
        best.computeIfPresent(
                call.line(),
                (line, found) -> found.result().isAnswered()
                                && Objects.equals(found.result().startedAt(), call.startedAt())
                        ? deadLetters.get(line)
                        : found);
    }

    private FileTail tail(Path file) {
        return tails.computeIfAbsent(file, FileTail::new);
    }

    private static String writerOf(Path file) {
        return WriterName.of(String.valueOf(file.getFileName()));
    }
}
