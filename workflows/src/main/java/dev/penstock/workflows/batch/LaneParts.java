package dev.penstock.workflows.batch;

import dev.penstock.contracts.Counts;
import dev.penstock.contracts.Receipt;
import dev.penstock.contracts.batch.PartProgress;
import dev.penstock.contracts.providerbatch.Part;
import dev.penstock.contracts.providerbatch.PartResult;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The parts of a batch in the provider's batch API: which run, which have ended, and what came of them. */
final class LaneParts {
    private final Map<Integer, PartProgress> running = new TreeMap<>();
    private final Map<Integer, PartProgress> ended = new TreeMap<>();
    private Receipt finished = Receipt.NONE;

    void start(Part part) {
        running.put(part.number(), new PartProgress(part.number(), part.requests(), "starting", 0, 0, null));
    }

    void report(PartProgress progress) {
        if (running.containsKey(progress.part())) {
            running.put(progress.part(), progress);
        }
    }

    void end(Part part, PartResult result) {
        running.remove(part.number());
        finished = finished.plus(result.receipt());
        Counts counts = result.receipt().counts();
        ended.put(
                part.number(),
                new PartProgress(
                        part.number(), part.requests(), "done", counts.completed(), counts.failed(), result.trouble()));
    }

    /** Ends a part that was cancelled, which has no result; its last report stands for it. */
    void endCancelled(Part part) {
        ended.put(part.number(), Objects.requireNonNull(running.remove(part.number())));
    }

    /** Forgets a part whose workflow failed. */
    void endFailed(Part part) {
        running.remove(part.number());
    }

    /** Resets the receipt of finished parts, because the plan of the remaining requests now counts them. */
    void resetFinished() {
        finished = Receipt.NONE;
    }

    Receipt finished() {
        return finished;
    }

    boolean isNoneRunning() {
        return running.isEmpty();
    }

    /** Returns the numbers of the parts that run. */
    Set<Integer> running() {
        return running.keySet();
    }

    List<PartProgress> progress() {
        return List.copyOf(running.values());
    }

    int ended() {
        return ended.size();
    }

    /** Returns what went wrong with a part that has ended; null = nothing. */
    @Nullable
    String trouble(Part part) {
        PartProgress how = ended.get(part.number());
        return how == null ? null : how.trouble();
    }

    long completed() {
        return sum(PartProgress::completed);
    }

    long failed() {
        return sum(PartProgress::failed);
    }

    private long sum(ToLongFunction<PartProgress> count) {
        return running.values().stream().mapToLong(count).sum()
                + ended.values().stream().mapToLong(count).sum();
    }
}
