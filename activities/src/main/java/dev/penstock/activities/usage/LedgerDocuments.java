package dev.penstock.activities.usage;

import dev.penstock.store.DocumentStore;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names of the ledger's documents: a process has one of sums for each day, {@code usage.<day>.<process>}, and a few of its
 * journal, {@code calls.<process>.<number>}, of which the last one grows.
 */
final class LedgerDocuments {
    static final String FOLDER = "completions";

    private static final Pattern SUMS = Pattern.compile("usage\\.(\\d{4}-\\d\\d-\\d\\d)\\.([0-9a-f-]+)");
    private static final Pattern CALLS = Pattern.compile("calls\\.([0-9a-f-]+)\\.(\\d{1,18})");

    private LedgerDocuments() {}

    /** The sums of a process and a day. */
    record Sums(LocalDate day, String process) {
        String name() {
            return "usage." + day + "." + process;
        }

        static Optional<Sums> of(String name) {
            Matcher parts = SUMS.matcher(name);
            return parts.matches()
                    ? Optional.of(new Sums(LocalDate.parse(parts.group(1)), parts.group(2)))
                    : Optional.empty();
        }
    }

    /** A part of a process's journal. */
    record Calls(String process, long number) {
        String name() {
            return "calls." + process + "." + number;
        }

        static Optional<Calls> of(String name) {
            Matcher parts = CALLS.matcher(name);
            return parts.matches()
                    ? Optional.of(new Calls(parts.group(1), Long.parseLong(parts.group(2))))
                    : Optional.empty();
        }
    }

    /**
     * The content of a document of sums.
     *
     * @param through the last part of the journal whose ends are in these sums
     */
    record Content(long through, List<CompletionEntry> entries) {}

    static List<String> names(DocumentStore documents) throws IOException {
        return documents.names(FOLDER);
    }
}
