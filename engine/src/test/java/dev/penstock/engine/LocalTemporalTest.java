package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalTemporalTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void theUsersOfASlowServerCanLeaveWhileItIsWaitedFor() throws IOException {
        TestingMachine machine = new TestingMachine(folder);
        EngineHome home = EngineHome.prepare(folder);
        DevServerUsers users = new DevServerUsers(home.users());
        Path user = users.register();
        Executor threads = task -> Thread.ofPlatform().daemon().start(task);
        Process process = new ProcessBuilder("sleep", "60").start();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            new ServerState(LiveProcess.of(process.toHandle()), silent.getLocalPort(), 1, "/nowhere/temporal", "1.0.0")
                    .writeTo(home);

            CompletableFuture<Optional<TemporalEngine>> search = CompletableFuture.supplyAsync(
                    () -> LocalTemporal.findRunning(machine.options(), machine.said::add), threads);
            try (Socket asking = silent.accept()) {
                assertThat(asking.isConnected()).isTrue();
            }
            CompletableFuture<Boolean> leaving = CompletableFuture.supplyAsync(
                    () -> home.lock(machine.said::add).whileHeld(() -> {
                        users.remove(user);
                        LiveProcess.of(process.toHandle()).kill();
                        ServerState.forget(home);
                        return true;
                    }),
                    threads);

            // One request to the server takes longer.
            assertThat(leaving).succeedsWithin(Duration.ofSeconds(3));
            silent.close();
            assertThat(search).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(Optional.empty());
        } finally {
            process.destroyForcibly();
        }
    }
}
