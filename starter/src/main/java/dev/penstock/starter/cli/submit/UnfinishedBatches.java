package dev.penstock.starter.cli.submit;

import dev.penstock.client.batch.BatchDirectory;
import dev.penstock.client.batch.ConcurrentQueries;
import dev.penstock.client.batch.ListedBatch;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.TemporalDeadline;
import dev.penstock.contracts.batch.BatchState;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The batches that were stopped before, and go on as soon as a process serves their pools again. */
final class UnfinishedBatches {
    private static final Logger log = LoggerFactory.getLogger(UnfinishedBatches.class);
    private static final Duration ANSWERS = Duration.ofSeconds(2);
    private static final int LOOKED_AT = 10;
    private static final int NAMED = 3;

    private UnfinishedBatches() {}

    /** Returns a sentence about the unfinished batches of the store; empty if there are none but this one, or all are paused. */
    static Optional<String> besides(BatchId own, BatchDirectory batches) {
        try {
            List<ListedBatch> others = batches.listRunning()
                    .filter(batch -> !batch.id().equals(own.value()))
                    .limit(LOOKED_AT)
                    .toList();
            return sentence(ConcurrentQueries.map(others, batch -> goesOn(batch, batches)).stream()
                    .flatMap(Optional::stream)
                    .toList());
        } catch (WorkflowException | StatusRuntimeException e) {
            log.info("It is not known which other batches are unfinished", e);
            return Optional.empty();
        }
    }

    static Optional<String> sentence(List<String> ids) {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        if (ids.size() == 1) {
            String id = ids.getFirst();
            return Optional.of(
                    "batch %s is unfinished and goes on here, too; `penstock pause %s` or `penstock cancel %s` stops it"
                            .formatted(id, id, id));
        }
        String more = ids.size() > NAMED ? ", …" : "";
        return Optional.of(
                "batches %s%s are unfinished and go on here, too; `penstock pause BATCH` or `penstock cancel BATCH` stops one"
                        .formatted(String.join(", ", ids.subList(0, Math.min(NAMED, ids.size()))), more));
    }

    private static Optional<String> goesOn(ListedBatch batch, BatchDirectory batches) {
        try {
            BatchState state = TemporalDeadline.within(ANSWERS, batches.handle(new BatchId(batch.id()))::progress)
                    .state();
            return state == BatchState.PAUSED ? Optional.empty() : Optional.of(batch.id());
        } catch (WorkflowException | StatusRuntimeException busy) {
            return Optional.of(batch.id());
        }
    }
}
