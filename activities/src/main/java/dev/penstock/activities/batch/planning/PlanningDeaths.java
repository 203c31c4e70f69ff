package dev.penstock.activities.batch.planning;

import dev.penstock.activities.PlanFailures;
import dev.penstock.activities.process.OutOfMemoryNotes;
import dev.penstock.contracts.BatchId;
import dev.penstock.formats.InputErrorCodes;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import dev.penstock.store.StoredJson;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Counts the processes that died while they planned a batch, so that a batch which brings its process down is failed
 * instead of being planned after each restart. A mark in the batch's folder says that planning has begun, and is removed
 * when it ends in whatever way; a mark of another process is that of a dead one, unless that lives on this machine.
 */
final class PlanningDeaths {
    /** Processes that ran out of memory: twice is no accident, because the second one plans the batch alone. */
    static final int OUT_OF_MEMORY = 2;

    /** Processes that died for unknown reasons, such as kill −9 by a deployment, one after another during one planning. */
    static final int UNKNOWN = 5;

    /** The system computes a process's start from its own, which is adjusted. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private final Store store;
    private final StoredJson<Mark> marks;
    private final OutOfMemoryNotes notes;
    private final String process;

    PlanningDeaths(Store store, OutOfMemoryNotes notes) {
        this.store = store;
        this.marks = new StoredJson<>(store, BatchFile.PLANNING, Mark.class);
        this.notes = notes;
        this.process = Optional.ofNullable(System.getProperty(OutOfMemoryNotes.PROCESS))
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /**
     * The mark of a planning that has begun.
     *
     * @param process a random id of the process
     * @param pid the process's id on its machine
     * @param started when the process was started; absent where the system does not tell
     * @param since when the planning began
     * @param deaths how many processes died while they planned the batch
     * @param outOfMemory how many of them because their memory was used up
     */
    record Mark(String process, long pid, @Nullable Instant started, Instant since, int deaths, int outOfMemory) {
        /** Returns whether the process lives on this machine; never where every process has the same pid, as in containers. */
        boolean isAlive() {
            return pid != ProcessHandle.current().pid()
                    && started != null
                    && ProcessHandle.of(pid)
                            .flatMap(living -> living.info().startInstant())
                            .filter(start ->
                                    Duration.between(start, started).abs().compareTo(SAME_START) <= 0)
                            .isPresent();
        }
    }

    /** The planning of a batch by this process. */
    final class Planning implements AutoCloseable {
        private final BatchId batch;
        private final Mark mark;

        private Planning(BatchId batch, Mark mark) {
            this.batch = batch;
            this.mark = mark;
        }

        /** Returns whether the batch may have brought a process down, and is therefore planned alone. */
        boolean isSuspect() {
            return mark.deaths() > 0;
        }

        @Override
        public void close() throws IOException {
            // The batch may have been given to another planning, because this one was thought to be lost.
            if (marks.find(batch).filter(mark::equals).isPresent()) {
                store.delete(batch, BatchFile.PLANNING);
            }
        }
    }

    /**
     * Marks that planning begins.
     *
     * @param turn waited for before a batch is planned that may have brought a process down
     * @throws ApplicationFailure when too many processes have died of it
     */
    Planning begin(BatchId batch, HeavyPlanning.Turn turn) throws IOException {
        if (marks.find(batch).isPresent()) {
            // Others that died with the guilty one are planned one at a time; each is marked only when it begins.
            turn.take();
        }
        Mark mark = counted(marks.find(batch));
        if (mark.outOfMemory() >= OUT_OF_MEMORY || mark.deaths() >= UNKNOWN) {
            // Whoever gives the worker more memory, and submits the batch again, begins anew.
            store.delete(batch, BatchFile.PLANNING);
            throw refusal(mark);
        }
        marks.write(batch, mark);
        return new Planning(batch, mark);
    }

    private Mark counted(Optional<Mark> earlier) {
        int deaths = 0;
        int outOfMemory = 0;
        if (earlier.isPresent()) {
            Mark mark = earlier.get();
            boolean died = !mark.process().equals(process) && !mark.isAlive();
            deaths = mark.deaths() + (died ? 1 : 0);
            outOfMemory = mark.outOfMemory() + (died && notes.has(mark.process(), mark.since()) ? 1 : 0);
        }
        ProcessHandle own = ProcessHandle.current();
        return new Mark(
                process,
                own.pid(),
                own.info().startInstant().map(PlanningDeaths::toMillis).orElse(null),
                toMillis(Instant.now()),
                deaths,
                outOfMemory);
    }

    /** Returns a time as it is after it was written and read again. */
    private static Instant toMillis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private static ApplicationFailure refusal(Mark mark) {
        boolean isOutOfMemory = mark.outOfMemory() >= OUT_OF_MEMORY;
        return PlanFailures.invalid(
                InputErrorCodes.INVALID_REQUEST,
                "planning this batch brought its process down %d times%s: split its input, or give the worker more memory with PENSTOCK_JAVA_OPTS=-Xmx2g, and submit it again"
                        .formatted(
                                isOutOfMemory ? mark.outOfMemory() : mark.deaths(),
                                isOutOfMemory ? ", because its memory was used up" : ""));
    }
}
