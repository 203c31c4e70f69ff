package dev.penstock.store.file;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.FollowedResults;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Follows all files of a batch's result log, reading what is new at each call. */
final class FileFollowedResults implements FollowedResults {
    private static final long BUFFER_BYTES = 1 << 20;

    private final StoreLayout layout;
    private final BatchId batch;
    private final Map<Path, FileTail> tails = new HashMap<>();

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
        List<String> some = read(BUFFER_BYTES);
        // A single line may be longer than the portion.
        return some.isEmpty() ? read(Integer.MAX_VALUE) : some;
    }

    /**
     * Reads new result lines.
     *
     * @param most how many bytes to read of each file, until one has new lines; {@link Long#MAX_VALUE} reads all files to
     *     their ends
     */
    private List<String> read(long most) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(layout.results(batch), 2)) {
            for (Path file : (Iterable<Path>)
                    files.filter(path ->
                            path.toString().endsWith(StoreLayout.RESULTS) && !layout.isOfAStage(batch, path))
                            ::iterator) {
                FileTail tail = tails.computeIfAbsent(file, FileTail::new);
                long limit =
                        most == Long.MAX_VALUE ? Files.size(file) : Math.min(Files.size(file), tail.position() + most);
                tail.follow(limit, false, (text, offset) -> lines.add(new String(text, StandardCharsets.UTF_8)));
                if (most != Long.MAX_VALUE && !lines.isEmpty()) {
                    return lines;
                }
            }
        } catch (NoSuchFileException nothingYet) {
            return lines;
        }
        return lines;
    }
}
