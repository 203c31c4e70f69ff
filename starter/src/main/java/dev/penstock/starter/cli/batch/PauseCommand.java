package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.session.TemporalSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock pause BATCH} pauses a batch. */
@Command(name = "pause", description = "Pause a batch until `penstock resume`; calls in flight finish.")
public final class PauseCommand extends BatchCommand {
    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "paused by hand",
            description = "The reason, shown to others.")
    String reason = "";

    @Override
    public Integer call() {
        try (TemporalSession session = session()) {
            BatchHandle handle = get(session);
            TemporalSession.askWorker(() -> handle.pause(reason));
            return done(BatchState.PAUSED);
        }
    }
}
