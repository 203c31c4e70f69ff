package dev.penstock.activities.usage;

import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the usage of single completions that all processes have recorded. The calls that a process had under way when it died
 * may have been paid for.
 */
public final class CompletionUsage {
    /** The time after which a process with calls under way that writes nothing is dead; it writes every second. */
    private static final Duration DEAD_AFTER = Duration.ofSeconds(10);

    private final DocumentStore documents;
    private final Instant now;
    private final Map<LedgerDocuments.Sums, Long> through = new HashMap<>();

    private CompletionUsage(DocumentStore documents, Instant now) {
        this.documents = documents;
        this.now = now;
    }

    public static List<CompletionEntry> read(Store store, Clock clock) throws IOException {
        return new CompletionUsage(store.documents(), clock.instant()).read();
    }

    private List<CompletionEntry> read() throws IOException {
        List<ProcessJournal> journals = ProcessJournal.readAll(documents);
        List<CompletionEntry> entries = sums();
        for (ProcessJournal journal : journals) {
            addUnsummed(journal.process(), journal.ended(), entries);
            if (journal.isSilentFor(DEAD_AFTER, now)) {
                addUnsummed(journal.process(), journal.cutOff(), entries);
            }
        }
        return entries;
    }

    private List<CompletionEntry> sums() throws IOException {
        List<CompletionEntry> entries = new ArrayList<>();
        for (String name : LedgerDocuments.names(documents)) {
            Optional<LedgerDocuments.Sums> sums = LedgerDocuments.Sums.of(name);
            Optional<byte[]> text = sums.isEmpty() ? Optional.empty() : documents.read(LedgerDocuments.FOLDER, name);
            if (sums.isPresent() && text.isPresent()) {
                LedgerDocuments.Content content = Json.MAPPER.readValue(text.get(), LedgerDocuments.Content.class);
                through.put(sums.get(), content.through());
                entries.addAll(content.entries());
            }
        }
        return entries;
    }

    private void addUnsummed(String process, List<ProcessJournal.Noted> noted, List<CompletionEntry> to) {
        for (ProcessJournal.Noted each : noted) {
            LocalDate day = each.day();
            Long added = day == null ? null : through.get(new LedgerDocuments.Sums(day, process));
            if (added == null || each.part() > added) {
                to.add(each.entry());
            }
        }
    }
}
