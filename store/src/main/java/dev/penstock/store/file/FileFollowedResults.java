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

/** Looks again and again at all files of a batch's result log. */
final class FileFollowedResults implements FollowedResults {
    private final Layout layout;
    private final BatchId batch;
    private final Map<Path, Tail> tails = new HashMap<>();

    FileFollowedResults(Layout layout, BatchId batch) {
        this.layout = layout;
        this.batch = batch;
    }

    @Override
    public List<String> readNew() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(layout.results(batch), 2)) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(Layout.RESULTS))::iterator) {
                tails.computeIfAbsent(file, Tail::new)
                        .follow(
                                Files.size(file),
                                false,
                                (text, offset) -> lines.add(new String(text, StandardCharsets.UTF_8)));
            }
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
        return lines;
    }
}
