package dev.penstock.activities.usage;

import dev.penstock.store.DocumentStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a process's journal of calls that are in the store.
 *
 * @param parts the lines of each part that is there, by its number
 */
record ProcessJournal(String process, SortedMap<Long, List<CallLine>> parts) {
    /**
     * Usage that a journal tells of.
     *
     * @param part the part of the journal that says so
     */
    record Noted(long part, CompletionEntry entry) {
        @Nullable
        LocalDate day() {
            return entry.account().key().day();
        }
    }

    /**
     * Reads the journals of all processes. Sums are to be read afterwards: a part that is added up and deleted meanwhile is in
     * them then.
     */
    static List<ProcessJournal> readAll(DocumentStore documents) throws IOException {
        Map<String, ProcessJournal> journals = new HashMap<>();
        for (String name : LedgerDocuments.names(documents)) {
            Optional<LedgerDocuments.Calls> part = LedgerDocuments.Calls.of(name);
            Optional<byte[]> text = part.isEmpty() ? Optional.empty() : documents.read(LedgerDocuments.FOLDER, name);
            if (part.isPresent() && text.isPresent()) {
                journals.computeIfAbsent(part.get().process(), process -> new ProcessJournal(process, new TreeMap<>()))
                        .parts
                        .put(part.get().number(), CallLine.read(text.get()));
            }
        }
        return List.copyOf(journals.values());
    }

    /** Returns whether the process has written nothing for this time; a journal without a time says nothing of that. */
    boolean isSilentFor(Duration time, Instant now) {
        long lastSign = 0;
        for (CallLine line : lines()) {
            lastSign =
                    Math.max(lastSign, line.begun() == null ? 0 : line.begun().at());
            lastSign = Math.max(lastSign, line.alive() == null ? 0 : line.alive());
        }
        return lastSign > 0
                && Duration.between(Instant.ofEpochMilli(lastSign), now).compareTo(time) > 0;
    }

    /** Returns the usage of the calls that have ended. */
    List<Noted> ended() {
        List<Noted> ended = new ArrayList<>();
        parts.forEach((number, lines) -> lines.forEach(line -> {
            if (line.ended() != null && line.ended().entry() != null) {
                ended.add(new Noted(number, line.ended().entry()));
            }
        }));
        return ended;
    }

    /** Returns the calls that began and did not end; if the process is dead, they may have been paid for. */
    List<Noted> cutOff() {
        Map<Long, Noted> cutOff = new HashMap<>();
        // Calls under way stand in each new part again; the last one counts.
        parts.forEach((number, lines) -> lines.forEach(line -> {
            if (line.begun() != null) {
                cutOff.put(line.begun().call(), new Noted(number, possiblyPaid(line.begun())));
            }
        }));
        for (CallLine line : lines()) {
            if (line.ended() != null) {
                cutOff.remove(line.ended().call());
            }
        }
        return List.copyOf(cutOff.values());
    }

    private List<CallLine> lines() {
        return parts.values().stream().flatMap(List::stream).toList();
    }

    private static CompletionEntry possiblyPaid(CallLine.Begun begun) {
        return new CompletionEntry(
                begun.account(), ResultUsage.ofPossiblyPaid(begun.most(), Instant.ofEpochMilli(begun.at())));
    }
}
