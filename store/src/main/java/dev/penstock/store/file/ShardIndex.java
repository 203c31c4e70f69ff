package dev.penstock.store.file;

import dev.penstock.store.ResultCodec;
import dev.penstock.store.ShardLog;
import dev.penstock.store.log.IndexedResult;
import dev.penstock.store.log.ShardEntries;
import dev.penstock.store.log.WriterName;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The index of one shard's results and calls; each refresh reads only what was written since the last one. */
final class ShardIndex {
    private static final Logger log = LoggerFactory.getLogger(ShardIndex.class);

    private final Path folder;
    private final DurableLengths durable;
    private final Map<Path, FileTail> tails = new HashMap<>();
    private ShardEntries entries = new ShardEntries();

    ShardIndex(Path folder, DurableLengths durable) {
        this.folder = folder;
        this.durable = durable;
    }

    synchronized ShardLog log() throws IOException {
        refresh();
        return entries.log();
    }

    synchronized Map<Long, IndexedResult> best() throws IOException {
        refresh();
        return entries.best();
    }

    /** Reads journals before results, so that a call whose result comes in between counts as ended, not as cut off. */
    private void refresh() throws IOException {
        List<Path> files = list();
        if (!new HashSet<>(files).containsAll(tails.keySet())) {
            tails.clear(); // the batch was deleted with its results
            entries = new ShardEntries();
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
            try {
                entries.call(writer, text);
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
        tail(file)
                .follow(
                        limit,
                        !ours,
                        (text, offset) -> entries.result(
                                writer,
                                new IndexedResult(
                                        ResultCodec.decodeWithoutBody(text), file.toString(), offset, text.length)));
    }

    private FileTail tail(Path file) {
        return tails.computeIfAbsent(file, FileTail::new);
    }

    private static String writerOf(Path file) {
        return WriterName.of(String.valueOf(file.getFileName()));
    }
}
