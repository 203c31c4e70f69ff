package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSizeTest {
    @TempDir
    Path folder;

    @Test
    void filesOfAllFoldersCountAndWhatLinksLeadToDoesNot() throws IOException {
        Path batch = folder.resolve("batch");
        Files.createDirectories(batch.resolve("results/0001"));
        Files.writeString(batch.resolve("input.jsonl"), "12345");
        Files.writeString(batch.resolve("results/0001/log.jsonl"), "1234567");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "x".repeat(1000));
        Files.createSymbolicLink(batch.resolve("link"), elsewhere);

        assertThat(FolderSize.of(batch)).isEqualTo(12);
        assertThat(FolderSize.of(folder.resolve("none"))).isZero();
    }
}
