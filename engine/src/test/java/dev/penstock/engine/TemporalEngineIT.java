package dev.penstock.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalEngineIT {
    private static final String KEPT = "batch/kept";

    @TempDir
    Path folder = Path.of("");

    private TestingMachine machine = new TestingMachine(folder);

    @BeforeEach
    void getTemporal() throws IOException {
        machine = TestingMachine.withTemporal(folder);
    }

    @Test
    void startsADevServerAndStopsItAtTheEnd() {
        ServerState server;
        try (TemporalEngine engine = machine.resolve()) {
            server = machine.server();

            assertThat(engine.kind()).isEqualTo(EngineKind.STARTED);
            assertThat(engine.description())
                    .matches("Temporal dev server [\\d.]+ on 127.0.0.1:\\d+ \\(started by this run\\)");
            assertThat(engine.webUiFor("batch/a b"))
                    .contains(URI.create(
                            "http://127.0.0.1:" + machine.uiPort + "/namespaces/default/workflows/batch%2Fa%20b"));
            assertThat(machine.said).containsExactly("starting a Temporal dev server …");
            assertThat(answers(server.port())).isTrue();
        }

        assertThat(server.isAlive()).isFalse();
        assertThat(folder.resolve("engine/server.json")).doesNotExist();
        assertThat(folder.resolve("engine/users")).isEmptyDirectory();
    }

    @Test
    void theLastOfTwoUsersStopsTheServer() {
        TemporalEngine first = machine.resolve();
        ServerState server = machine.server();
        TemporalEngine second = machine.resolve();
        assertThat(second.kind()).isEqualTo(EngineKind.ADOPTED);
        assertThat(second.description()).contains("shared with another run");

        first.close();
        assertThat(server.isAlive()).isTrue();

        second.close();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void usersThatArriveTogetherStartOneServer() {
        List<CompletableFuture<TemporalEngine>> arriving = Stream.generate(
                        () -> CompletableFuture.supplyAsync(machine::resolve))
                .limit(3)
                .toList();
        List<TemporalEngine> engines =
                arriving.stream().map(CompletableFuture::join).toList();

        assertThat(engines)
                .filteredOn(engine -> engine.kind() == EngineKind.STARTED)
                .hasSize(1);
        assertThat(engines)
                .filteredOn(engine -> engine.kind() == EngineKind.ADOPTED)
                .hasSize(2);
        engines.forEach(TemporalEngine::close);
    }

    @Test
    void aServerThatIsKilledIsStartedAgainOnTheSamePort() {
        try (TemporalEngine engine = machine.resolve()) {
            ServerState killed = machine.server();
            kill(killed);

            await().atMost(Duration.ofSeconds(60)).until(() -> machine.saidLast("the Temporal dev server had died"));
            assertThat(machine.server().process()).isNotEqualTo(killed.process());
            assertThat(machine.server().uiPort()).isEqualTo(killed.uiPort());
            assertThat(answers(killed.port())).isTrue();
            assertThat(engine.failure()).isEmpty();
        }
        assertThat(folder.resolve("engine/server.json")).doesNotExist();
    }

    @Test
    void aServerThatKeepsDyingIsGivenUp() {
        try (TemporalEngine engine = machine.resolve()) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                ServerState.find(new EngineHome(folder))
                        .filter(ServerState::isAlive)
                        .ifPresent(TemporalEngineIT::kill);
                return engine.failure().isPresent();
            });
            assertThat(engine.failure().orElseThrow()).hasMessageContaining("died 5 times in a row");
        }
    }

    @Test
    void anOrphanIsAdoptedAndStoppedByItsLastUser() throws Exception {
        Process owner = EngineUser.start(machine);
        ServerState server = machine.server();
        owner.destroyForcibly().waitFor();
        assertThat(server.isAlive()).isTrue();

        try (TemporalEngine engine = machine.resolve()) {
            assertThat(engine.kind()).isEqualTo(EngineKind.ADOPTED);
            assertThat(engine.description()).contains("left by an earlier run");
            assertThat(machine.server()).isEqualTo(server);
        }

        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void aServerThatOthersUseIsNotTakenFromThemBecauseItIsSlow() throws Exception {
        Process owner = EngineUser.start(machine);
        ServerState server = machine.server();
        signal(server, "STOP");

        assertThatThrownBy(machine::resolve)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageMatching("(?s).*which other penstock processes use, has not answered for \\d+ s: .*")
                .hasMessageContaining("`kill -9 " + server.process().pid() + "`");
        assertThat(machine.saidLast("the Temporal dev server on 127.0.0.1:")).isTrue();
        assertThat(server.isAlive()).isTrue();

        signal(server, "CONT");
        try (TemporalEngine engine = machine.resolve()) {
            assertThat(engine.description()).contains("shared with another run");
            assertThat(machine.server()).isEqualTo(server);
        }
        owner.getOutputStream().close();
        owner.waitFor();
    }

    @Test
    void anotherProcessKeepsTheServerWhenThisOneLeaves() throws Exception {
        TemporalEngine mine = machine.resolve();
        ServerState server = machine.server();
        Process other = EngineUser.start(machine);

        mine.close();
        assertThat(server.isAlive()).isTrue();

        other.getOutputStream().close();
        other.waitFor();
        assertThat(server.isAlive()).isFalse();
    }

    @Test
    void goesAroundAPortThatSomethingElseHas() throws IOException {
        try (ServerSocket dumb = new ServerSocket(machine.port, 50, InetAddress.getLoopbackAddress());
                TemporalEngine engine = machine.resolve()) {
            assertThat(engine.kind()).isEqualTo(EngineKind.STARTED);
            assertThat(machine.server().port()).isGreaterThan(dumb.getLocalPort());
            assertThat(machine.said).anyMatch(line -> line.contains("is taken by something that is not Temporal"));
        }
    }

    @Test
    void aStateFileOfADeadServerIsIgnoredEvenIfItsProcessIdIsInUseAgain() {
        EngineHome home = EngineHome.prepare(folder);
        LiveProcess someoneElse = new LiveProcess(ProcessHandle.current().pid(), 1_000);
        new ServerState(someoneElse, machine.port, machine.uiPort, "/nowhere/temporal", "1.0.0").writeTo(home);

        try (TemporalEngine engine = machine.resolve()) {
            assertThat(engine.kind()).isEqualTo(EngineKind.STARTED);
        }
    }

    @Test
    void aBrokenStateFileIsIgnored() throws IOException {
        Files.writeString(EngineHome.prepare(folder).state(), "{\"process\":nu");
        Files.writeString(folder.resolve("engine/users/nobody"), "");

        try (TemporalEngine engine = machine.resolve()) {
            assertThat(engine.kind()).isEqualTo(EngineKind.STARTED);
        }
        assertThat(folder.resolve("engine/users")).isEmptyDirectory();
    }

    @Test
    void aDatabaseOutlivesItsServer() {
        try (TemporalEngine engine = machine.resolve()) {
            client(engine)
                    .newUntypedWorkflowStub(
                            "Batch",
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(KEPT)
                                    .setTaskQueue("nobody")
                                    .build())
                    .start();
        }

        try (TemporalEngine engine = machine.resolve()) {
            assertThat(engine.kind()).isEqualTo(EngineKind.STARTED);
            assertThat(client(engine).newUntypedWorkflowStub(KEPT).describe().getStatus())
                    .isEqualTo(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
        }
    }

    @Test
    void theDatabaseHasSmallPages() throws IOException {
        try (TemporalEngine engine = machine.resolve()) {
            // https://www.sqlite.org/fileformat.html: the page size is two bytes at offset 16.
            ByteBuffer head = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("temporal.db")));

            assertThat(head.getShort(16)).as(engine.description()).isEqualTo((short) 1024);
        }
    }

    private static WorkflowClient client(TemporalEngine engine) {
        return WorkflowClient.newInstance(
                WorkflowServiceStubs.newServiceStubs(engine.stubsOptions()), engine.clientOptions());
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldInOneLine() throws IOException {
        TestingMachine other =
                new TestingMachine(Files.createFile(folder.resolve("file")).resolve("home"));

        assertThatThrownBy(other::resolve)
                .isInstanceOf(EngineUnavailable.class)
                .hasMessageStartingWith("cannot write to the state folder " + other.home)
                .hasMessageEndingWith("set PENSTOCK_HOME to a folder that can be written");
    }

    private static void signal(ServerState server, String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(server.process().pid()))
                .start()
                .waitFor();
        assertThat(exit).isZero();
    }

    private static void kill(ServerState server) {
        ProcessHandle.of(server.process().pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static boolean answers(int port) {
        return TemporalProbe.findVersion(port, Duration.ofSeconds(2)).isPresent();
    }
}
