package dev.penstock.starter.cli.pool;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.client.pool.PoolHandle;
import dev.penstock.contracts.batch.BatchProgress;
import dev.penstock.contracts.pool.AccountRejection;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolQuota;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.starter.cli.batch.BatchCommand;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.worker.config.ConfigurationFinder;
import io.temporal.client.WorkflowException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock pool} shows the pools with their usage and state, and pauses, resumes and configures them. */
@Command(name = "pool", description = "Show and control pools: provider accounts under their quotas.")
public final class PoolCommand implements Callable<Integer> {
    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() {
        return list(json);
    }

    @Command(name = "list", description = "List all pools that were ever called.")
    int list(@Mixin JsonOption asked) {
        try (TemporalSession session = session()) {
            List<PoolStatus> all = TemporalSession.askWorker(
                    () -> session.pools().list().map(PoolHandle::status).toList());
            if (asked.wanted || json.wanted) {
                json.print(all);
            } else {
                StandardOutput.page(
                        Stream.concat(PoolText.table(all).stream(), routes().stream())
                                .toList(),
                        command);
            }
            return ExitCode.DONE;
        }
    }

    /** Returns a line for each route of {@code penstock.yaml}; the pools alone are known to Temporal. */
    private static List<String> routes() {
        return ConfigurationFinder.find(null, Path.of(""), new UserFolders().folder(), System.getenv())
                .routes()
                .stream()
                .map(route -> "route " + route.description())
                .toList();
    }

    @Command(name = "show", description = "Show one pool: its limits, its workers, and the last minutes as a chart.")
    int show(@Parameters(paramLabel = "NAME") String name, @Mixin JsonOption asked) {
        return about(name, asked, PoolHandle::status);
    }

    @Command(name = "set", description = "Set limits of a pool in use; they take precedence over all other limits.")
    int set(
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--rpm", paramLabel = "N", description = "Requests per minute.") @Nullable Long rpm,
            @Option(names = "--tpm", paramLabel = "N", description = "Tokens per minute.") @Nullable Long tpm,
            @Option(names = "--itpm", paramLabel = "N", description = "Input tokens per minute.") @Nullable Long itpm,
            @Option(names = "--otpm", paramLabel = "N", description = "Output tokens per minute.") @Nullable Long otpm,
            @Option(names = "--concurrency", paramLabel = "N", description = "Calls in flight.") @Nullable
                    Integer concurrency,
            @Mixin JsonOption asked) {
        PoolQuota quota = new PoolQuota(rpm, tpm, concurrency, null, FurtherLimits.NONE.withInputOutput(itpm, otpm));
        if (quota.equals(PoolQuota.UNKNOWN)) {
            throw wrong("say what to set: --rpm, --tpm, --itpm, --otpm or --concurrency");
        }
        if (!quota.isValid()) {
            throw wrong("a limit must be at least 1; to stop a pool, use `penstock pool pause`");
        }
        return about(name, asked, pool -> pool.setQuota(quota));
    }

    @Command(name = "pause", description = "Stop all calls to a pool until resume; calls in flight finish.")
    int pause(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--reason",
                            paramLabel = "TEXT",
                            defaultValue = "paused by hand",
                            description = "The reason, shown to others.")
                    String reason,
            @Mixin JsonOption asked) {
        return about(name, asked, pool -> pool.pause(reason));
    }

    @Command(name = "resume", description = "Allow calls again to a pool that is paused, blocked or in an outage.")
    int resume(@Parameters(paramLabel = "NAME") String name, @Mixin JsonOption asked) {
        try (TemporalSession session = session()) {
            int code = about(session, name, asked, PoolHandle::resume);
            TemporalSession.askWorker(() -> session.batches()
                    .list()
                    .filter(ListedBatch::isRunning)
                    .flatMap(batch -> session.batches().find(BatchCommand.named(batch.id())).stream())
                    .forEach(batch -> resumeBatch(batch, name)));
            return code;
        }
    }

    /** Resumes a batch that was paused because this pool's provider rejected the account. */
    private static void resumeBatch(BatchHandle batch, String pool) {
        try {
            BatchProgress progress = batch.progress();
            if (AccountRejection.isReason(progress.pausedBecause(), pool)) {
                batch.resume();
                TerminalOutput.system().say("batch " + batch.id() + " continues");
            }
        } catch (WorkflowException e) {
            TerminalOutput.system()
                    .say("batch " + batch.id() + " does not answer; see `penstock status " + batch.id() + "`");
        }
    }

    private int about(String name, JsonOption asked, Function<PoolHandle, PoolStatus> action) {
        try (TemporalSession session = session()) {
            return about(session, name, asked, action);
        }
    }

    private int about(TemporalSession session, String name, JsonOption asked, Function<PoolHandle, PoolStatus> action) {
        PoolHandle pool = session.pools()
                .find(name)
                .orElseThrow(() -> new UserError(
                        "there is no pool %s; see `penstock pool list` (a pool is listed once it was called)"
                                .formatted(name)));
        PoolStatus status = TemporalSession.askWorker(() -> action.apply(pool));
        return show(status, asked, one -> PoolText.page(one, System.currentTimeMillis()));
    }

    private <T> int show(T what, JsonOption asked, Function<T, List<String>> text) {
        if (asked.wanted || json.wanted) {
            json.print(what);
        } else {
            StandardOutput.page(text.apply(what), command);
        }
        return ExitCode.DONE;
    }

    private TemporalSession session() {
        return TemporalSession.open(new UserFolders(), TerminalOutput.system()::say);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
