package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.session.TemporalSession;
import picocli.CommandLine.Command;

/** {@code penstock resume BATCH} resumes a paused batch. */
@Command(name = "resume", description = "Continue a paused batch.")
public final class ResumeCommand extends BatchCommand {
    @Override
    public Integer call() {
        try (TemporalSession session = session()) {
            BatchHandle handle = get(session);
            TemporalSession.askWorker(handle::resume);
            return done(BatchState.IN_PROGRESS);
        }
    }
}
