package dev.penstock.starter.cli.service;

import dev.penstock.service.prometheus.MetricsEndpoint;
import dev.penstock.service.prometheus.MetricsExport;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.GraceOption;
import dev.penstock.starter.cli.session.ProviderOptions;
import dev.penstock.starter.cli.session.StopSignal;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.Store;
import dev.penstock.worker.PenstockWorker;
import dev.penstock.worker.WorkerBuild;
import dev.penstock.worker.config.ProviderChoice;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock worker} runs one of any number of workers of a Temporal server that runs elsewhere. */
@Command(
        name = "worker",
        description =
                "Run a worker alone, against any Temporal server (TEMPORAL_ADDRESS or the temporal CLI's profile).")
public final class WorkerCommand implements Callable<Integer> {
    @Mixin
    GraceOption grace = new GraceOption();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Option(
            names = "--metrics-port",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_METRICS_PORT}",
            description =
                    "Port for /metrics and /health/live; 0 for any free one; none by default (PENSTOCK_METRICS_PORT).")
    @Nullable
    Integer metricsPort;

    @Option(
            names = "--metrics-host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:PENSTOCK_METRICS_HOST:-127.0.0.1}",
            description = "Address for --metrics-port; by default this machine only (PENSTOCK_METRICS_HOST).")
    String metricsHost = "";

    @Option(
            names = "--build-id",
            paramLabel = "ID",
            defaultValue = "${env:PENSTOCK_BUILD_ID}",
            description =
                    "This worker's build, for Temporal's worker versioning: it takes work once that build is current"
                            + " (PENSTOCK_BUILD_ID).")
    @Nullable
    String buildId;

    @Override
    public Integer call() throws Exception {
        // A worker process shows no progress bar, so it writes a log.
        System.setProperty("penstock.console", "INFO");
        UserFolders home = new UserFolders();
        @Nullable WorkerBuild build = home.build(buildId);
        Store store = home.usableStore();
        TerminalOutput console = TerminalOutput.system();
        StopSignal stop = StopSignal.listen(console::say);
        try (ProviderChoice provider = providers.find(System.getenv());
                MetricsExport metrics = MetricsExport.open();
                TemporalSession session = TemporalSession.open(home, console::say, metrics);
                AutoCloseable endpoint = listen(metrics, console)) {
            console.say("engine:   " + session.engine().description());
            console.say("provider: " + provider.description());
            try (PenstockWorker worker = PenstockWorker.start(
                    session.client(),
                    provider.settings(home.storeUri(), home.folder()).ofBuild(build))) {
                console.say("worker ready for pool " + String.join(", ", provider.servedNames()));
                WaitingBatches waiting = WaitingBatches.of(session.batches(), provider.takenNames(), console::say);
                // The log is on the terminal, where the watch's sentences would come twice.
                StoreWatch watch = new StoreWatch(store, sentence -> {});
                BuildWatch routing = BuildWatch.of(session.client(), build, console::say);
                UntilStopped.until(stop, session.engine(), () -> {
                    watch.look();
                    routing.look();
                    waiting.look();
                });
                int left = worker.drain(provider.grace(grace.seconds));
                return left == 0 ? ExitCode.DONE : ExitCode.CAN_BE_CONTINUED;
            }
        }
    }

    private AutoCloseable listen(MetricsExport metrics, TerminalOutput console) {
        if (metricsPort == null) {
            return () -> {};
        }
        try {
            MetricsEndpoint endpoint = MetricsEndpoint.listen(metricsHost, metricsPort, metrics);
            console.say("metrics:  http://%s:%d/metrics".formatted(metricsHost, endpoint.port()));
            return endpoint;
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("cannot serve metrics on %s:%d: %s; choose another with --metrics-port"
                    .formatted(metricsHost, metricsPort, e.getMessage()));
        }
    }
}
