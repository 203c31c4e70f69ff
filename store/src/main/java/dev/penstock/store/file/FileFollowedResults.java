package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.FollowedResults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows all files of a batch's result log, reading what is new at each call. */
final class FileFollowedResults implements FollowedResults {
    /** The bytes that are read at a time; there may be many followers, each with a portion in memory. */
    private static final long PORTION = 64 << 10;

    /** Twice the longest answer. */
    private static final long MOST_LINE = 128L << 20;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final StoreLayout layout;
    private final BatchId batch;
    private final Map<Path, FileTail> tails = new HashMap<>();
    private @Nullable Path longer;

    FileFollowedResults(StoreLayout layout, BatchId batch) {
        this.layout = layout;
        this.batch = batch;
    }

    @Override
    public List<String> readNew() throws IOException {
        return read(Long.MAX_VALUE);
    }

    @Override
    public List<String> readSome() throws IOException {
        // A single line may be longer than the portion, which then grows until this one line fits.
        for (long most = PORTION; most <= MOST_LINE; most *= 2) {
            List<String> some = read(most);
            if (!some.isEmpty() || longer == null) {
                return some;
            }
        }
        throw new IOException(
                "%s has a line of more than %d MiB, which no result has".formatted(longer, MOST_LINE >> 20));
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    /**
     * Reads new result lines.
     *
     * @param most how many bytes to read of each file, until one has new lines; {@link Long#MAX_VALUE} reads all files to
     *     their ends
     */
    private List<String> read(long most) throws IOException {
        List<String> lines = new ArrayList<>();
        longer = null;
        try (Stream<Path> files = Files.walk(layout.results(batch), 2)) {
            for (Path file : (Iterable<Path>)
                    files.filter(path ->
                            path.toString().endsWith(StoreLayout.RESULTS) && !layout.isOfAStage(batch, path))
                            ::iterator) {
                FileTail tail = tails.computeIfAbsent(file, FileTail::new);
                long size = Files.size(file);
                long limit = most == Long.MAX_VALUE ? size : Math.min(size, tail.position() + most);
                tail.follow(limit, false, (text, offset) -> lines.add(new String(text, StandardCharsets.UTF_8)));
                if (most != Long.MAX_VALUE && !lines.isEmpty()) {
                    return lines;
                }
                longer = limit < size ? file : longer;
            }
        } catch (NoSuchFileException nothingYet) {
            return lines;
        }
        return lines;
    }
}
