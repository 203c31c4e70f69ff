package dev.penstock.activities.usage;

import dev.penstock.contracts.Cost;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.GrowingDocument;
import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A process's journal of calls under way, in parts of which each begins with the calls that were under way then. Not
 * thread-safe.
 */
final class CallJournal {
    /** Far more often than a journal is taken for one of a dead process, see {@link AbandonedJournals}. */
    private static final long IDLE_SIGN_MILLIS = Duration.ofHours(1).toMillis();

    private final DocumentStore documents;
    private final String process;
    private final Map<Long, CallLine.Begun> underWay = new HashMap<>();
    private @Nullable GrowingDocument part;
    private long number;
    private long calls;
    private long bytes;
    private long lastSign;
    private boolean isSynced = true;

    CallJournal(DocumentStore documents, String process) {
        this.documents = documents;
        this.process = process;
    }

    /**
     * A call that is recorded.
     *
     * @param recorded completes when the record survives this process; the call may go out then
     */
    record Started(long call, CompletableFuture<Void> recorded) {}

    /** Records that a call goes out. */
    Started begin(long at, CompletionEntry.Account account, Cost most) {
        CallLine.Begun begun = new CallLine.Begun(calls++, at, account, most);
        CompletableFuture<Void> recorded = append(CallLine.of(begun));
        underWay.put(begun.call(), begun);
        lastSign = at;
        return new Started(begun.call(), recorded);
    }

    void end(CallLine.Ended ended) {
        if (underWay.remove(ended.call()) != null) {
            CompletableFuture<Void> unused = append(CallLine.of(ended));
        }
    }

    /** Shows that this process lives: always if it has calls under way, otherwise every hour. To be called about every second. */
    void showLife(long millis) {
        if (!underWay.isEmpty() || (part != null && millis - lastSign >= IDLE_SIGN_MILLIS)) {
            lastSign = millis;
            CompletableFuture<Void> unused = append(CallLine.alive(millis));
        }
    }

    long bytes() {
        return bytes;
    }

    /** Returns the part that holds what was appended since the last time, so that it can be made durable; null if nothing was. */
    @Nullable
    GrowingDocument takeUnsynced() {
        GrowingDocument unsynced = isSynced ? null : part;
        isSynced = true;
        return unsynced;
    }

    /**
     * Begins a new part with the calls under way.
     *
     * @return the number of the part that has ended
     */
    long next(long millis) throws IOException {
        GrowingDocument before = part;
        part = null;
        number++;
        bytes = 0;
        if (before != null) {
            before.close();
        }
        for (CallLine.Begun begun : underWay.values()) {
            CompletableFuture<Void> unused = append(CallLine.of(begun));
        }
        showLife(millis);
        return number - 1;
    }

    private CompletableFuture<Void> append(byte[] line) {
        try {
            if (part != null && !part.isUsable()) {
                // The calls in it that are under way stand in it, and in the next part that begins.
                part.close();
                part = null;
                number++;
            }
            if (part == null) {
                part = documents.grow(LedgerDocuments.FOLDER, new LedgerDocuments.Calls(process, number).name());
            }
            bytes += line.length;
            isSynced = false;
            return part.append(line);
        } catch (IOException e) {
            throw new StoreUnavailableException("calls cannot be recorded: " + e.getMessage(), e);
        }
    }
}
