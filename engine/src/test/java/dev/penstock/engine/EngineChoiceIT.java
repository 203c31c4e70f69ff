package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class EngineChoiceIT {

    private final TestingMachine machine;
    private final TemporalEngine running;

    EngineChoiceIT(@TempDir Path folder) throws IOException {
        machine = TestingMachine.withTemporal(folder);
        running = machine.resolve();
    }

    @AfterAll
    void stop() {
        running.close();
    }

    @Test
    void theConfiguredServerComesFirst() {
        try (TemporalEngine engine = machine.resolveWith("TEMPORAL_ADDRESS", address())) {
            assertThat(engine.kind()).isEqualTo(EngineKind.CONFIGURED);
            assertThat(engine.description()).matches("Temporal [\\d.]+ at " + address() + ", namespace default");
            assertThat(engine.webUi()).isEmpty();
        }
    }

    @Test
    void theProfileOfTheTemporalCliCounts(@TempDir Path folder) throws IOException {
        Path profile = folder.resolve("temporal.toml");
        Files.writeString(profile, "[profile.default]\naddress = \"%s\"\n".formatted(address()));

        try (TemporalEngine engine = machine.resolveWith("TEMPORAL_CONFIG_FILE", profile.toString())) {
            assertThat(engine.kind()).isEqualTo(EngineKind.CONFIGURED);
        }
    }

    @Test
    void aConfiguredServerThatIsNotThereIsAnErrorAndNotReplaced() {
        assertThatThrownBy(() -> machine.resolveWith("TEMPORAL_ADDRESS", "127.0.0.1:1"))
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageStartingWith("cannot reach Temporal at 127.0.0.1:1 (UNAVAILABLE");
        assertThat(machine.said).contains("waiting for Temporal at 127.0.0.1:1 …");
    }

    @Test
    void aServerThatRunsAlreadyIsUsedAndLeftAlone(@TempDir Path folder) {
        TestingMachine other = new TestingMachine(folder);

        try (TemporalEngine engine =
                TemporalEngine.resolve(other.options().withPorts(machine.port, machine.uiPort), other.said::add)) {
            assertThat(engine.kind()).isEqualTo(EngineKind.RUNNING_LOCALLY);
            assertThat(engine.webUi()).contains(URI.create("http://127.0.0.1:" + machine.uiPort));
        }
        assertThat(machine.server().isAlive()).isTrue();
    }

    @Test
    void withoutAnyTemporalTheInMemoryServerServesWithAWarning(@TempDir Path folder) {
        TestingMachine other = new TestingMachine(folder);

        try (TemporalEngine engine = TemporalEngine.resolve(other.bareOptions(), other.said::add)) {
            assertThat(engine.kind()).isEqualTo(EngineKind.IN_MEMORY);
            assertThat(other.said).first().asString().startsWith("WARNING");
            assertThat(describesItsNamespace(engine)).isTrue();
            engine.close();
        }
    }

    @Test
    void aServerThatEndsWhileStartingShowsItsLastWords(@TempDir Path folder) throws IOException {
        TestingMachine other = new TestingMachine(folder);
        Path fake = Files.createDirectories(folder.resolve("bin")).resolve("temporal");
        Files.writeString(fake, """
                #!/bin/sh
                [ "$1" = --version ] && { echo 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)'; exit; }
                echo 'no such luck'; exit 1
                """);
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(other::resolve)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageContaining("ended while starting")
                .hasMessageContaining("no such luck");
    }

    private String address() {
        return "127.0.0.1:" + machine.port;
    }

    private static boolean describesItsNamespace(TemporalEngine engine) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(engine.stubsOptions());
        try {
            return stubs.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(engine.namespace())
                            .build())
                    .hasNamespaceInfo();
        } finally {
            stubs.shutdownNow();
        }
    }
}
