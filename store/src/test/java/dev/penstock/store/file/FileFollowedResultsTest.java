package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.FollowedResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileFollowedResultsTest {
    private static final BatchId BATCH = new BatchId("embeddings-1");

    @TempDir
    Path folder;

    @Test
    void linesThatAreLongerThanAPortionComeOneByOne() throws IOException {
        StoreLayout layout = new StoreLayout(new StoreRoot(folder));
        List<String> lines = IntStream.range(0, 8)
                .mapToObj(number -> String.valueOf(number).repeat(2_000_000))
                .toList();
        Path file = layout.shard(BATCH, 0).resolve("a" + StoreLayout.RESULTS);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, lines);
        FollowedResults followed = new FileFollowedResults(layout, BATCH);

        List<String> all = new ArrayList<>();
        for (List<String> some = followed.readSome(); !some.isEmpty(); some = followed.readSome()) {
            assertThat(some).as("what is in memory at once").hasSizeLessThan(4);
            all.addAll(some);
        }

        assertThat(all).isEqualTo(lines);
        Files.writeString(file, "half a line", StandardOpenOption.APPEND);
        assertThat(followed.readSome()).isEmpty();
        Files.writeString(file, ", and its end\n", StandardOpenOption.APPEND);
        assertThat(followed.readSome()).containsExactly("half a line, and its end");
    }
}
