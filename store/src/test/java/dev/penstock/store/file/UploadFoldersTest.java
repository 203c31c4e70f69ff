package dev.penstock.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.store.FileId;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadFoldersTest {
    @TempDir
    Path folder;

    private UploadFolders files;

    @BeforeEach
    void open() {
        files = new UploadFolders(new StoreRoot(folder), folder);
    }

    @Test
    void aFileIsThereOnceItIsPublishedAndUntilItIsDeleted() throws IOException {
        FileId id;
        try (Upload upload = files.begin()) {
            id = upload.id();
            upload.write("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(files.list()).isEmpty();
            assertThat(files.find(id)).isEmpty();
            upload.publish(facts(id));
        }

        // As another process sees it.
        UploadFolders others = new UploadFolders(new StoreRoot(folder), folder);
        assertThat(others.list()).containsExactly(facts(id));
        assertThat(others.find(id)).contains(facts(id));
        try (InputStream content = others.open(id, 2).orElseThrow()) {
            assertThat(content).hasContent("llo");
        }
        assertThat(others.delete(id)).isTrue();
        assertThat(others.delete(id)).isFalse();
        assertThat(files.find(id)).isEmpty();
        assertThat(files.open(id, 0)).isEmpty();
        assertThat(folder.resolve(".moving")).isEmptyDirectory();
    }

    @Test
    void halfAnUploadIsThrownAway() throws IOException {
        try (Upload upload = files.begin()) {
            upload.write(1);
        }

        assertThat(files.list()).isEmpty();
        assertThat(folder.resolve(".moving")).isEmptyDirectory();
    }

    @Test
    void whatADeadProcessLeftIsClearedAwayAndWhatALiveOneWritesIsNot() throws IOException {
        Path dead = folder.resolve(".moving/" + FileId.next());
        Files.createDirectories(dead);
        Path content = Files.write(dead.resolve("content"), new byte[] {1});
        Files.setLastModifiedTime(content, FileTime.from(Instant.now().minusSeconds(60)));
        try (Upload alive = files.begin()) {
            alive.write(1);
            Path written = folder.resolve(".moving/" + alive.id() + "/content");
            Files.setLastModifiedTime(written, FileTime.from(Instant.now().minusSeconds(60)));

            files.deleteAbandoned();

            assertThat(dead).doesNotExist();
            assertThat(written).exists();
            alive.publish(facts(alive.id()));
        }
        assertThat(files.list()).hasSize(1);
    }

    @Test
    void idsTellWhenTheyWereMadeAndSortByIt() {
        Instant before = Instant.ofEpochMilli(System.currentTimeMillis());
        FileId id = FileId.next();

        assertThat(id.createdAt()).isBetween(before, Instant.now());
        assertThat(FileId.find("file-../../etc/passwd")).isEmpty();
        assertThat(FileId.find(id.value())).contains(id);
    }

    private static UploadedFile facts(FileId id) {
        return new UploadedFile(id, "in.jsonl", "batch", 5, id.createdAt(), null, "acme");
    }
}
