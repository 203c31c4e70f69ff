package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.store.KeepGoingMark;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code penstock resume BATCH} resumes a paused batch. */
@Command(name = "resume", description = "Continue a paused batch.")
public final class ResumeCommand extends BatchCommand {
    @Option(
            names = KeepGoingMark.OPTION,
            description = "Go on although the provider refuses all requests in the same way.")
    boolean keepGoing;

    @Override
    public Integer call() throws IOException {
        try (TemporalSession session = session()) {
            BatchHandle handle = get(session);
            if (keepGoing) {
                new KeepGoingMark(home.store()).set(id());
            }
            TemporalSession.askWorker(handle::resume);
            return done(BatchState.IN_PROGRESS);
        }
    }
}
