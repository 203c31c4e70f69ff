package dev.penstock.activities.usage;

import dev.penstock.activities.usage.LedgerDocuments.Content;
import dev.penstock.activities.usage.LedgerDocuments.Sums;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Adds up the journals of processes that died, and deletes them. Several processes may do so at once, and each may die
 * meanwhile: all that read a journal before it is deleted write the same sums, which say up to which part they go, and it is
 * deleted after the sums of all its days are written.
 */
final class AbandonedJournals {
    /** Longer than a clock may be wrong or a machine sleep; a living process writes at least every hour. */
    private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

    private static final Content NO_SUMS = new Content(-1, List.of());

    private final DocumentStore documents;
    private final Instant now;

    AbandonedJournals(DocumentStore documents, Instant now) {
        this.documents = documents;
        this.now = now;
    }

    void addUp() throws IOException {
        for (ProcessJournal journal : ProcessJournal.readAll(documents)) {
            if (journal.isSilentFor(ABANDONED_AFTER, now)) {
                addUp(journal);
            }
        }
    }

    private void addUp(ProcessJournal journal) throws IOException {
        long last = journal.parts().lastKey();
        for (Map.Entry<LocalDate, List<ProcessJournal.Noted>> day :
                days(journal).entrySet()) {
            Sums sums = new Sums(day.getKey(), journal.process());
            Content before = read(sums);
            if (before.through() < last) {
                Content content = new Content(last, sum(before, day.getValue()));
                documents.write(LedgerDocuments.FOLDER, sums.name(), Json.MAPPER.writeValueAsBytes(content));
            }
        }
        for (long part : journal.parts().keySet()) {
            boolean unused =
                    documents.delete(LedgerDocuments.FOLDER, new LedgerDocuments.Calls(journal.process(), part).name());
        }
    }

    private static Map<LocalDate, List<ProcessJournal.Noted>> days(ProcessJournal journal) {
        List<ProcessJournal.Noted> all = new ArrayList<>(journal.ended());
        all.addAll(journal.cutOff());
        Map<LocalDate, List<ProcessJournal.Noted>> days = new HashMap<>();
        for (ProcessJournal.Noted noted : all) {
            LocalDate day = noted.day();
            if (day != null) {
                days.computeIfAbsent(day, any -> new ArrayList<>()).add(noted);
            }
        }
        return days;
    }

    private Content read(Sums sums) throws IOException {
        Optional<byte[]> text = documents.read(LedgerDocuments.FOLDER, sums.name());
        return text.isEmpty() ? NO_SUMS : Json.MAPPER.readValue(text.get(), Content.class);
    }

    private static List<CompletionEntry> sum(Content before, List<ProcessJournal.Noted> more) {
        Map<CompletionEntry.Account, ResultUsage> sums = new HashMap<>();
        before.entries().forEach(entry -> sums.merge(entry.account(), entry.used(), ResultUsage::plus));
        for (ProcessJournal.Noted noted : more) {
            if (noted.part() > before.through()) {
                sums.merge(noted.entry().account(), noted.entry().used(), ResultUsage::plus);
            }
        }
        return sums.entrySet().stream()
                .map(sum -> new CompletionEntry(sum.getKey(), sum.getValue()))
                .toList();
    }
}
