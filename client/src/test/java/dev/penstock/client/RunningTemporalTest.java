package dev.penstock.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningTemporalTest {
    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    Path home;

    @BeforeEach
    void onAMachineOfItsOwn() throws IOException {
        environment.put("PENSTOCK_HOME", home.toString());
        environment.put("TEMPORAL_CONFIG_FILE", home.resolve("no-profile.toml").toString());
        try (ServerSocket closed = listening()) {
            environment.put("PENSTOCK_TEMPORAL_PORT", Integer.toString(closed.getLocalPort()));
        }
    }

    @Test
    void theServerThatTheEnvironmentNamesComesFirst() throws IOException {
        environment.put("TEMPORAL_ADDRESS", "temporal.example.com:7233");
        environment.put("TEMPORAL_NAMESPACE", "reviews");
        try (ServerSocket own = listening()) {
            leaveState(own);

            RunningTemporal found = RunningTemporal.find(environment);

            assertThat(found.stubs().getTarget()).isEqualTo("temporal.example.com:7233");
            assertThat(found.client().getNamespace()).isEqualTo("reviews");
            assertThat(found.isDevServerOfPenstock()).isFalse();
        }
    }

    @Test
    void aPortThatIsNoneIsASentence() {
        for (String port : new String[] {"x", "0", "65536", "99999999999"}) {
            environment.put("PENSTOCK_TEMPORAL_PORT", port);

            assertThatThrownBy(() -> RunningTemporal.find(environment))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("PENSTOCK_TEMPORAL_PORT is '" + port + "', but must be a port between 1 and 65535");
        }
    }

    @Test
    void theDevServerOfPenstockIsFoundOnWhicheverPortItTook() throws IOException {
        try (ServerSocket own = listening()) {
            leaveState(own);

            RunningTemporal found = RunningTemporal.find(environment);

            assertThat(found.stubs().getTarget()).isEqualTo("127.0.0.1:" + own.getLocalPort());
            assertThat(found.client().getNamespace()).isEqualTo("default");
            assertThat(found.isDevServerOfPenstock()).isTrue();
        }
    }

    @Test
    void aServerThatSomebodyElseRunsIsFoundOnItsUsualPort() throws IOException {
        try (ServerSocket theirs = listening()) {
            environment.put("PENSTOCK_TEMPORAL_PORT", Integer.toString(theirs.getLocalPort()));

            RunningTemporal found = RunningTemporal.find(environment);

            assertThat(found.stubs().getTarget()).isEqualTo("127.0.0.1:" + theirs.getLocalPort());
            assertThat(found.isDevServerOfPenstock()).isFalse();
        }
    }

    @Test
    void withoutAnyTheProgramIsToldWhatToDo() {
        assertThatThrownBy(() -> RunningTemporal.find(environment))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("`penstock up`")
                .hasMessageContaining("TEMPORAL_ADDRESS");
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    /** As the process that started the server does, see the engine's {@code ServerState}. */
    private void leaveState(ServerSocket server) throws IOException {
        Path folder = Files.createDirectories(home.resolve("engine"));
        Files.writeString(folder.resolve("server.json"), "{\"port\":" + server.getLocalPort() + "}");
    }
}
