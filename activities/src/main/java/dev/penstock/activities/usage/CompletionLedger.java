package dev.penstock.activities.usage;

import dev.penstock.contracts.Cost;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.GrowingDocument;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usage of this process's single completions. Each call is noted in a journal before it goes out and when it ends, so that
 * a death of the process loses nothing and leaves the calls that were under way; the journal's parts are added up to one
 * document of sums for each day.
 */
public final class CompletionLedger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CompletionLedger.class);
    /** The bytes after which a part of the journal is added up; some ten thousand calls. */
    private static final long PART_BYTES = 4L << 20;

    private final DocumentStore documents;
    private final Clock clock;
    private final long partBytes;
    private final String process = UUID.randomUUID().toString();
    /** Every call takes it, so it is held for writes that wait for no fsync. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Held while the store makes something durable; taken before the other. */
    private final ReentrantLock forcing = new ReentrantLock();

    private final Map<CompletionEntry.Account, ResultUsage> used = new HashMap<>();
    private final Set<LocalDate> changed = new HashSet<>();
    private @Nullable CallJournal opened;
    private long kept;
    private boolean closed;

    public CompletionLedger(Store store, Clock clock) {
        this(store.documents(), clock, PART_BYTES);
    }

    CompletionLedger(DocumentStore documents, Clock clock, long partBytes) {
        this.documents = documents;
        this.clock = clock;
        this.partBytes = partBytes;
    }

    /**
     * Records that a call goes out; the record survives the death of this process.
     *
     * @param most the most that the call may cost
     * @return the call's number
     * @throws StoreUnavailableException when the record cannot be written
     */
    public long begin(CompletionEntry.Account account, Cost most) {
        CallJournal.Started started;
        lock.lock();
        try {
            if (closed) {
                throw new StoreUnavailableException("this process is stopping");
            }
            started = journal().begin(clock.millis(), account, most);
        } finally {
            lock.unlock();
        }
        try {
            // Without the lock: a store that writes records in groups gathers those of other calls meanwhile.
            started.recorded().join();
            return started.call();
        } catch (CompletionException e) {
            end(started.call(), null);
            throw e.getCause() instanceof StoreUnavailableException gone
                    ? gone
                    : new StoreUnavailableException("calls cannot be recorded: " + e.getCause(), e);
        }
    }

    /**
     * Records that a call has ended.
     *
     * @param entry what it used; null if it cost nothing
     */
    public void end(long call, @Nullable CompletionEntry entry) {
        lock.lock();
        try {
            if (entry != null) {
                ResultUsage unused = used.merge(entry.account(), entry.used(), ResultUsage::plus);
                LocalDate day = entry.account().key().day();
                if (day != null) {
                    changed.add(day);
                }
            }
            journal().end(new CallLine.Ended(call, entry));
        } catch (StoreUnavailableException e) {
            log.warn("The usage of a completion is written to the store later: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** Makes the journal durable, and adds it up when it has become long. To be called about every second; a call while another one is under way does nothing. */
    public void flush() {
        if (!forcing.tryLock()) {
            return; // the store is slow, and calls would pile up
        }
        try {
            GrowingDocument unsynced = showLife();
            if (isLong()) {
                addUp();
            } else if (unsynced != null) {
                unsynced.sync();
            }
        } catch (IOException | RuntimeException e) {
            log.warn("The usage of completions cannot be written to the store at the moment", e);
        } finally {
            forcing.unlock();
        }
    }

    private @Nullable GrowingDocument showLife() {
        lock.lock();
        try {
            journal().showLife(clock.millis());
            return journal().takeUnsynced();
        } finally {
            lock.unlock();
        }
    }

    private boolean isLong() {
        lock.lock();
        try {
            return journal().bytes() >= partBytes;
        } finally {
            lock.unlock();
        }
    }

    /** Adds up the journals that processes which died a day ago or earlier have left behind. To be called now and then. */
    public void addUpAbandoned() {
        try {
            new AbandonedJournals(documents, clock.instant()).addUp();
        } catch (IOException | RuntimeException e) {
            log.warn("The usage of completions stays in the journals of ended processes, from which it is read", e);
        }
    }

    /** Adds up the journal; what remains of it are the calls that are still under way. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
        try {
            addUp();
        } catch (IOException | RuntimeException e) {
            log.warn("The usage of completions stays in the journal, from which it is read", e);
        }
    }

    private CallJournal journal() {
        if (opened == null) {
            opened = new CallJournal(documents, process);
        }
        return opened;
    }

    /** Writes the sums of all calls that have ended, and deletes the parts of the journal with their ends. */
    private void addUp() throws IOException {
        forcing.lock();
        try {
            long through;
            Map<LocalDate, List<CompletionEntry>> days;
            lock.lock();
            try {
                through = journal().next(clock.millis());
                days = takeChanged();
            } finally {
                lock.unlock();
            }
            try {
                for (Map.Entry<LocalDate, List<CompletionEntry>> day : days.entrySet()) {
                    write(day.getKey(), new LedgerDocuments.Content(through, day.getValue()));
                }
            } catch (IOException | RuntimeException e) {
                putBack(days.keySet());
                throw e;
            }
            for (; kept <= through; kept++) {
                boolean unused =
                        documents.delete(LedgerDocuments.FOLDER, new LedgerDocuments.Calls(process, kept).name());
            }
        } finally {
            forcing.unlock();
        }
    }

    private void write(LocalDate day, LedgerDocuments.Content content) throws IOException {
        String name = new LedgerDocuments.Sums(day, process).name();
        documents.write(LedgerDocuments.FOLDER, name, Json.MAPPER.writeValueAsBytes(content));
    }

    private Map<LocalDate, List<CompletionEntry>> takeChanged() {
        Map<LocalDate, List<CompletionEntry>> taken = new HashMap<>();
        used.forEach((account, usage) -> {
            LocalDate day = account.key().day();
            if (day != null && changed.contains(day)) {
                taken.computeIfAbsent(day, any -> new ArrayList<>()).add(new CompletionEntry(account, usage));
            }
        });
        changed.clear();
        return taken;
    }

    private void putBack(Set<LocalDate> days) {
        lock.lock();
        try {
            changed.addAll(days);
        } finally {
            lock.unlock();
        }
    }
}
