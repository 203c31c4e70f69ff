package dev.penstock.worker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.store.input.InputRoots;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredInputsTest {
    private static final URI STORE = URI.create("file:///state/store");
    private static final Path HOME = Path.of("/state");

    @TempDir
    Path folder = Path.of("");

    @Test
    void foldersAreNamedInTheFileOrInAVariable() throws IOException {
        String yaml = "input-roots: [/data/in, /srv/prompts]";

        assertThat(read(yaml, Map.of())).containsExactly(Path.of("/data/in"), Path.of("/srv/prompts"));
        assertThat(read("input-roots: /data/in", Map.of())).containsExactly(Path.of("/data/in"));
        assertThat(read(yaml, Map.of("PENSTOCK_INPUT_ROOTS", "/one, /two")))
                .containsExactly(Path.of("/one"), Path.of("/two"));
        assertThat(read("", Map.of())).isEmpty();
    }

    @Test
    void aRelativePathIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> read("input-roots: [data]", Map.of()))
                .hasMessage(
                        "penstock.yaml:1:1: input-roots must be absolute paths of folders, such as /data/in, or s3:// addresses, not 'data'");
        assertThatThrownBy(() -> read("", Map.of("PENSTOCK_INPUT_ROOTS", "./in")))
                .hasMessageStartingWith("PENSTOCK_INPUT_ROOTS: input-roots must be absolute paths");
    }

    @Test
    void theStoreAndTheStateFolderAreNeverReadByThemselves() {
        InputRoots roots = new ConfiguredInputs(List.of(Path.of("/")), List.of()).of(STORE, HOME);

        assertThat(roots.except()).containsExactly(Path.of("/state/store"), HOME);
        assertThat(roots.hidden()).isTrue();
        assertThat(ConfiguredInputs.NONE.of(STORE, HOME).except()).containsExactly(Path.of("/state/store"), HOME);
        assertThat(ConfiguredInputs.NONE.of(STORE, HOME).hidden()).isFalse();
    }

    private List<Path> read(String yaml, Map<String, String> environment) throws IOException {
        Files.writeString(folder.resolve("penstock.yaml"), yaml);
        return ConfigurationFinder.find(null, folder, folder, environment)
                .inputs()
                .roots();
    }
}
