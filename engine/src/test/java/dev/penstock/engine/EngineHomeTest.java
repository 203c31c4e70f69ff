package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineHomeTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void whatItMakesIsClosedToOtherUsers() throws IOException {
        Path home = folder.resolve("state");
        EngineHome.prepare(home);
        new DevServerUsers(home.resolve("engine/users")).register();
        int locked = EngineHome.prepare(home).lock(line -> {}).whileHeld(() -> 1);
        new ServerState(LiveProcess.current(), 1, 2, "temporal", "1").writeTo(new EngineHome(home));

        assertThat(locked).isOne();
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(path -> assertThat(permissions(path))
                            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void whatAnOlderVersionMadeIsClosedAndTheUsersFolderStaysAsItIs() throws IOException {
        Path home = folder.resolve("state");
        for (String each : List.of("bin", "engine/users")) {
            Files.createDirectories(
                    home.resolve(each),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        }
        Path database = Files.createFile(home.resolve("temporal.db"));
        Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));

        EngineHome.prepare(home).closeDatabase();

        assertThat(permissions(home)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(home.resolve("engine"))).isEqualTo("rwx------");
        assertThat(permissions(home.resolve("bin"))).isEqualTo("rwx------");
        assertThat(permissions(database)).isEqualTo("rw-------");
    }

    @Test
    void writesOfADatabaseThatWasMovedAwayAreSetAside() throws IOException {
        EngineHome home = EngineHome.prepare(folder.resolve("state"));
        Path database = Files.createFile(home.database());
        Path writes = Files.createFile(database.resolveSibling("temporal.db-wal"));

        home.setOrphanedWritesAside();
        assertThat(writes).exists();

        Files.delete(database);
        home.setOrphanedWritesAside();
        assertThat(writes).doesNotExist();
        assertThat(home.folder())
                .isDirectoryContaining(file -> file.getFileName().toString().startsWith("temporal.db-wal.of-former-"));
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
