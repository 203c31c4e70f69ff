package dev.penstock.activities.usage;

import dev.penstock.activities.usage.CompletionEntry.Account;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        // Read before the sums: a part that is added up and deleted meanwhile is in the sums then.
        Map<String, Map<Long, List<CallLine>>> journals = journals();
        List<CompletionEntry> entries = sums();
        journals.forEach((process, parts) -> {
            parts.forEach((number, lines) -> lines.forEach(line -> {
                if (line.ended() != null && line.ended().entry() != null) {
                    addEnded(process, number, line.ended().entry(), entries);
                }
            }));
            entries.addAll(cutOff(parts.values().stream().flatMap(List::stream).toList()));
        });
        return entries;
    }

    private Map<String, Map<Long, List<CallLine>>> journals() throws IOException {
        Map<String, Map<Long, List<CallLine>>> journals = new HashMap<>();
        for (String name : LedgerDocuments.names(documents)) {
            Optional<LedgerDocuments.Calls> part = LedgerDocuments.Calls.of(name);
            Optional<byte[]> journal = part.isEmpty() ? Optional.empty() : documents.read(LedgerDocuments.FOLDER, name);
            if (part.isPresent() && journal.isPresent()) {
                journals.computeIfAbsent(part.get().process(), any -> new HashMap<>())
                        .put(part.get().number(), CallLine.read(journal.get()));
            }
        }
        return journals;
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

    private void addEnded(String process, long part, CompletionEntry entry, List<CompletionEntry> to) {
        LocalDate day = entry.account().key().day();
        Long added = day == null ? null : through.get(new LedgerDocuments.Sums(day, process));
        if (added == null || part > added) {
            to.add(entry);
        }
    }

    /** Returns the calls of a dead process that began and did not end; a process that lives has them under way. */
    private List<CompletionEntry> cutOff(List<CallLine> journal) {
        Map<Long, CallLine.Begun> begun = new HashMap<>();
        Set<Long> ended = new HashSet<>();
        long lastSign = 0;
        for (CallLine line : journal) {
            if (line.begun() != null) {
                begun.put(line.begun().call(), line.begun());
                lastSign = Math.max(lastSign, line.begun().at());
            }
            if (line.ended() != null) {
                ended.add(line.ended().call());
            }
            lastSign = Math.max(lastSign, line.alive() == null ? 0 : line.alive());
        }
        begun.keySet().removeAll(ended);
        return Duration.between(Instant.ofEpochMilli(lastSign), now).compareTo(DEAD_AFTER) <= 0
                ? List.of()
                : begun.values().stream().map(CompletionUsage::possiblyPaid).toList();
    }

    private static CompletionEntry possiblyPaid(CallLine.Begun begun) {
        Account account = begun.account();
        return new CompletionEntry(account, ResultUsage.ofPossiblyPaid(begun.most(), Instant.ofEpochMilli(begun.at())));
    }
}
