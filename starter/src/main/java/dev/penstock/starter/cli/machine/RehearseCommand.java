package dev.penstock.starter.cli.machine;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.StoredBatches;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.store.location.StoreLocation;
import dev.penstock.worker.PenstockWorker;
import dev.penstock.worker.WorkerSettings;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code penstock rehearse FOLDER} takes a batch of three made-up requests through all steps of a run, within this
 * process and that folder. Only the launcher calls this command, to have the JVM archive the classes that it loads.
 */
@Command(name = "rehearse", hidden = true, description = "Run a small batch in memory, for the launcher.")
public final class RehearseCommand implements Callable<Integer> {
    private static final BatchId BATCH = new BatchId("rehearsal");
    private static final String MODEL = "simulated-1";

    @Parameters(paramLabel = "FOLDER")
    Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Path input = folder.resolve("rehearsal.jsonl");
        Files.writeString(input, "{\"prompt\":\"one\"}\n{\"prompt\":\"two\"}\n{\"prompt\":\"three\"}\n");
        int port = freePort();
        try (TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
                Simulator simulator = Simulator.start(SimulatorOptions.builder().build())) {
            PoolConfig pool = PoolConfig.of("rehearsal", simulator.baseUrl().toString(), null);
            return run(input, port, new WorkerSettings(folder.toUri(), List.of(pool), MODEL));
        }
    }

    private static int run(Path input, int port, WorkerSettings settings) throws IOException {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .build());
        WorkflowClient client = WorkflowClient.newInstance(stubs);
        try (PenstockWorker worker = PenstockWorker.start(client, settings)) {
            BatchSpec spec = BatchSpec.of(input.toUri().toString()).with(SpecKey.MODEL, MODEL);
            BatchHandle batch =
                    new BatchDirectory(client, false, StoreLocation.open(settings.store())).submit(BATCH, spec);
            batch.progress();
            batch.result();
            batch.progress();
        } finally {
            stubs.shutdownNow();
        }
        return new StoredBatches(StoreLocation.open(settings.store()))
                        .result(BATCH)
                        .isPresent()
                ? ExitCode.DONE
                : ExitCode.TROUBLE;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
