package dev.penstock.store.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputRootsTest {
    @TempDir
    Path folder = Path.of("");

    private Path in = Path.of("");
    private Path secret = Path.of("");
    private InputRoots roots = InputRoots.NONE;

    @BeforeEach
    void make() throws IOException {
        folder = folder.toRealPath();
        in = Files.createDirectories(folder.resolve("in/deep"));
        Files.writeString(in.resolve("a.jsonl"), "mine");
        secret = Files.writeString(folder.resolve("secret"), "yours");
        roots = new InputRoots(List.of(folder.resolve("in")), List.of(folder.resolve("in/store")), true);
    }

    @Test
    void aFileBelowAFolderIsFoundAndRead() throws IOException {
        try (InputStream file = roots.find(in.resolve("a.jsonl")).orElseThrow().open()) {
            assertThat(file.readAllBytes()).asString().isEqualTo("mine");
        }
        assertThat(roots.find(in.resolve("../deep/./a.jsonl"))).isPresent();
    }

    @Test
    void aFileElsewhereIsNotFoundByWhateverPath() throws IOException {
        Files.createSymbolicLink(in.resolve("link"), secret);
        Files.createSymbolicLink(in.resolve("links"), folder);

        assertThat(roots.find(secret)).isEmpty();
        assertThat(roots.find(folder.resolve("in/../secret"))).isEmpty();
        assertThat(roots.find(folder.resolve("in-other/x"))).isEmpty();
        assertThat(roots.find(in.resolve("link"))).isEmpty();
        assertThat(roots.find(in.resolve("links/secret"))).isEmpty();
        assertThat(InputRoots.NONE.find(in.resolve("a.jsonl"))).isEmpty();
    }

    @Test
    void aLinkThatComesToBeLaterIsNotFollowed() throws IOException {
        FileBelow later = roots.find(in.resolve("later")).orElseThrow();

        Files.createSymbolicLink(in.resolve("later"), secret);

        assertThatThrownBy(() -> later.open().close()).isInstanceOf(IOException.class);
    }

    @Test
    void nothingIsReadFromThePartsOfPenstock() throws IOException {
        Files.createDirectories(folder.resolve("in/store/files"));
        Path upload = Files.writeString(folder.resolve("in/store/files/content"), "a tenant's");

        assertThat(roots.find(upload)).isEmpty();
    }

    @Test
    void aLinkThatComesAfterTheCheckIsNotFollowed() throws IOException {
        FileBelow file = roots.find(in.resolve("a.jsonl")).orElseThrow();
        Files.createDirectories(folder.resolve("out"));
        Files.writeString(folder.resolve("out/a.jsonl"), "yours");
        Files.move(in, folder.resolve("in/aside"));
        Files.createSymbolicLink(in, folder.resolve("out"));

        assertThatThrownBy(() -> file.open().close()).isInstanceOf(IOException.class);

        Files.delete(in);
        Files.createDirectory(in);
        Files.createSymbolicLink(in.resolve("a.jsonl"), secret);
        assertThatThrownBy(() -> file.open().close()).isInstanceOf(IOException.class);
    }

    @Test
    void theWorkingFolderCountsUnlessItHoldsTheUsersHome() throws IOException {
        Path project = Files.createDirectories(folder.resolve("home/project"));
        Path prompts = Files.writeString(project.resolve("in.jsonl"), "mine");
        Path keys = Files.writeString(project.resolve(".env"), "yours");
        Path home = folder.resolve("home");

        assertThat(InputRoots.workingFolder(project, home, List.of()).find(prompts))
                .isPresent();
        assertThat(InputRoots.workingFolder(project, home, List.of()).find(keys))
                .isEmpty();
        assertThat(InputRoots.workingFolder(home, home, List.of()).find(prompts))
                .isEmpty();
        assertThat(InputRoots.workingFolder(Path.of("/"), home, List.of()).find(prompts))
                .isEmpty();
        assertThat(InputRoots.workingFolder(project, home, List.of(project)).find(prompts))
                .isEmpty();
    }
}
