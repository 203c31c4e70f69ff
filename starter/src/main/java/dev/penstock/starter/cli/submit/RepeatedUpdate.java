package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchHandle;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowServiceException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a batch an update, again if need be: an update fails when a workflow task is lost with its worker, and repeating it is
 * safe. One that comes as the batch ends has nothing to do.
 */
final class RepeatedUpdate {
    private static final Logger log = LoggerFactory.getLogger(RepeatedUpdate.class);

    /** The time after which an update that failed is not sent again: a busy machine takes a minute to notice a dead worker. */
    private static final Duration ARRIVES = Duration.ofMinutes(2);

    private RepeatedUpdate() {}

    static void send(BatchHandle batch, Runnable update) throws InterruptedException {
        Instant end = Instant.now().plus(ARRIVES);
        while (true) {
            try {
                update.run();
                return;
            } catch (WorkflowException | StatusRuntimeException e) {
                if (isEnded(batch)) {
                    return;
                }
                if (!(e instanceof WorkflowServiceException) || Instant.now().isAfter(end)) {
                    throw e;
                }
                log.info("The batch could not be updated; trying again", e);
                Thread.sleep(Duration.ofSeconds(1));
            }
        }
    }

    private static boolean isEnded(BatchHandle batch) {
        try {
            return !batch.isRunning();
        } catch (WorkflowException | StatusRuntimeException e) {
            log.info("It is not known whether the batch has ended", e);
            return false;
        }
    }
}
