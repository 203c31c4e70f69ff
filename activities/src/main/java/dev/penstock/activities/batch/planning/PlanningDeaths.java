package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.process.OutOfMemoryNotes;
import dev.penstock.contracts.BatchId;
import dev.penstock.formats.InputErrorCodes;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts the processes that died while they planned a batch, so that a batch which brings its process down is failed
 * instead of being planned after each restart. A mark in the batch's folder says that planning has begun, and is removed
 * when it ends in whatever way; a mark of another process is that of a dead one.
 */
final class PlanningDeaths {
    /** Processes that ran out of memory: twice is no accident, because the second one plans the batch alone. */
    static final int OUT_OF_MEMORY = 2;

    /** Processes that died for unknown reasons, such as kill −9 by a deployment, one after another during one planning. */
    static final int UNKNOWN = 5;

    private final Store store;
    private final OutOfMemoryNotes notes;
    private final String process = UUID.randomUUID().toString();

    PlanningDeaths(Store store, OutOfMemoryNotes notes) {
        this.store = store;
        this.notes = notes;
    }

    /**
     * The mark of a planning that has begun.
     *
     * @param process a random id of the process
     * @param pid the process's id on its machine
     * @param since when the planning began
     * @param deaths how many processes died while they planned the batch
     * @param outOfMemory how many of them because their memory was used up
     */
    record Mark(String process, long pid, Instant since, int deaths, int outOfMemory) {}

    /** The planning of a batch by this process. */
    final class Planning implements AutoCloseable {
        private final BatchId batch;
        private final int deaths;

        private Planning(BatchId batch, int deaths) {
            this.batch = batch;
            this.deaths = deaths;
        }

        /** Returns whether the batch may have brought a process down, and is therefore planned alone. */
        boolean isSuspect() {
            return deaths > 0;
        }

        @Override
        public void close() throws IOException {
            store.delete(batch, BatchFile.PLANNING);
        }
    }

    /**
     * Marks that planning begins.
     *
     * @param turn waited for before a batch is planned that may have brought a process down
     * @throws io.temporal.failure.ApplicationFailure when too many processes have died of it
     */
    Planning begin(BatchId batch, HeavyPlanning.Turn turn) throws IOException {
        if (read(batch).isPresent()) {
            // Others that died with the guilty one are planned one at a time; each is marked only when it begins.
            turn.take();
        }
        Mark mark = counted(read(batch));
        refuse(mark);
        try (AtomicFile draft = store.create(batch, BatchFile.PLANNING)) {
            draft.write(Json.MAPPER.writeValueAsBytes(mark));
            draft.publish();
        }
        return new Planning(batch, mark.deaths());
    }

    private Mark counted(Optional<Mark> earlier) {
        int deaths = 0;
        int outOfMemory = 0;
        if (earlier.isPresent()) {
            Mark mark = earlier.get();
            boolean died = !mark.process().equals(process);
            deaths = mark.deaths() + (died ? 1 : 0);
            outOfMemory = mark.outOfMemory() + (died && notes.has(mark.pid(), mark.since()) ? 1 : 0);
        }
        return new Mark(process, ProcessHandle.current().pid(), Instant.now(), deaths, outOfMemory);
    }

    private static void refuse(Mark mark) {
        boolean isOutOfMemory = mark.outOfMemory() >= OUT_OF_MEMORY;
        if (isOutOfMemory || mark.deaths() >= UNKNOWN) {
            throw PlanFailures.invalid(
                    InputErrorCodes.INVALID_REQUEST,
                    "planning this batch brought its process down %d times%s: split its input, or give the worker more memory with PENSTOCK_JAVA_OPTS=-Xmx2g"
                            .formatted(
                                    isOutOfMemory ? mark.outOfMemory() : mark.deaths(),
                                    isOutOfMemory ? ", because its memory was used up" : ""));
        }
    }

    private Optional<Mark> read(BatchId batch) throws IOException {
        Optional<InputStream> found = store.find(batch, BatchFile.PLANNING);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(Json.MAPPER.readValue(in, Mark.class));
        }
    }
}
