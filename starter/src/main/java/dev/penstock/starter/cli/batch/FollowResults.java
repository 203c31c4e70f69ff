package dev.penstock.starter.cli.batch;

import dev.penstock.client.batch.BatchHandle;
import dev.penstock.contracts.BatchId;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.TemporalSession;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.FollowedResults;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Prints results in the order in which they complete. */
final class FollowResults {
    private final FollowedResults results;
    private final BatchId id;
    private final PrintWriter out;
    private final Consumer<String> remarks;

    FollowResults(UserFolders home, BatchId id, PrintWriter out, Consumer<String> remarks) {
        this.results = home.store().follow(id);
        this.id = id;
        this.out = out;
        this.remarks = remarks;
    }

    /** Prints the results of a batch that has ended. */
    int printAll() throws IOException {
        results.readNew().forEach(out::println);
        out.flush();
        return ExitCode.DONE;
    }

    /** Prints results until the batch ends or the reader of standard output is gone. */
    int untilEnded(Supplier<TemporalSession> open) throws IOException, InterruptedException {
        try (TemporalSession session = open.get()) {
            BatchHandle batch = session.batches()
                    .find(id)
                    .orElseThrow(() -> new UserError("there is no batch %s; see `penstock list`".formatted(id)));
            boolean running = true;
            while (running && !out.checkError()) {
                // Checked before reading, so that results written before the end are read after the check.
                running = batch.isRunning();
                results.readNew().forEach(out::println);
                out.flush();
                if (running) {
                    Thread.sleep(results.pause());
                }
            }
            return running ? ExitCode.DONE : ended(id, batch.status(), remarks);
        }
    }

    static int ended(BatchId id, WorkflowExecutionStatus status, Consumer<String> remarks) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_FAILED,
                    WORKFLOW_EXECUTION_STATUS_TERMINATED,
                    WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> {
                remarks.accept("batch %s failed, so results may be missing; see `penstock status %1$s`".formatted(id));
                yield ExitCode.TROUBLE;
            }
            default -> ExitCode.DONE;
        };
    }
}
