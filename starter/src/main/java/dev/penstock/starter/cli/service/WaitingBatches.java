package dev.penstock.starter.cli.service;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.contracts.BatchId;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says, when a process begins to serve, which unfinished batches it does not go on with, such as those of an earlier key. */
final class WaitingBatches {
    private static final Logger log = LoggerFactory.getLogger(WaitingBatches.class);
    private static final int LOOKED_AT = 50;
    private static final int SAID = 3;

    private WaitingBatches() {}

    /**
     * @param served the pools that this process is about to serve
     */
    static void say(BatchDirectory batches, List<String> served, Consumer<String> say) {
        try {
            List<String> waiting = batches.listRunning()
                    .limit(LOOKED_AT)
                    .flatMap(batch -> sentence(batches, batch, served).stream())
                    .toList();
            waiting.stream().limit(SAID).forEach(say);
            if (waiting.size() > SAID) {
                say.accept(
                        "%d more batches wait for other pools; see `penstock list`".formatted(waiting.size() - SAID));
            }
        } catch (WorkflowException | StatusRuntimeException e) {
            log.info("It is not known which batches wait for other workers", e);
        }
    }

    private static Optional<String> sentence(BatchDirectory batches, ListedBatch batch, List<String> served) {
        return batches.missingPool(new BatchId(batch.id()), served)
                .map(missing -> "batch %s %s".formatted(batch.id(), missing));
    }
}
