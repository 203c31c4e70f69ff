package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.Urgency;
import dev.penstock.starter.cli.session.TemporalSession;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code penstock priority BATCH high} changes a batch's priority. */
@Command(
        name = "priority",
        description = "Change the priority of the requests that a running batch has not called yet.")
public final class PriorityCommand extends BatchCommand {
    @Parameters(index = "1", paramLabel = "high|normal|low", description = "The new priority.")
    Urgency priority = Urgency.NORMAL;

    @Override
    public Integer call() {
        try (TemporalSession session = session()) {
            BatchHandle handle = get(session);
            TemporalSession.askWorker(() -> handle.setPriority(priority));
            return done(Map.of("id", id().value(), "priority", priority.text()), "priority " + priority.text());
        }
    }
}
