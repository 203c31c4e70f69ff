package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import picocli.CommandLine.Command;

/** {@code penstock cancel BATCH} cancels a batch. */
@Command(name = "cancel", description = "End a batch for good; finished results are delivered.")
public final class CancelCommand extends BatchCommand {
    @Override
    public Integer call() {
        try (TemporalSession session = session()) {
            BatchHandle batch = get(session);
            if (!batch.isRunning()) {
                throw new UserError("batch %s has ended already: %s".formatted(id(), batch.statusWord()));
            }
            batch.cancel();
            return done(BatchState.CANCELLING);
        }
    }
}
