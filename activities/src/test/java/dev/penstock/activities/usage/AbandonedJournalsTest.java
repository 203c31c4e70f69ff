package dev.penstock.activities.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Usage;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Store;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journals of processes that were killed. */
class AbandonedJournalsTest {
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final CompletionEntry.Account ACME = new CompletionEntry.Account(
            "acme", new UsageKey(LocalDate.of(2026, 11, 30), "openai", "gpt-4o-mini", null));
    private static final Cost MOST = new Cost(0, 0, 700);

    @TempDir
    Path folder;

    private Store store;
    private DocumentStore documents;
    private Instant now = START;

    @BeforeEach
    void open() {
        store = FileStore.at(folder.toUri());
        documents = store.documents();
    }

    @Test
    void aDayAfterItsDeathAProcessIsAddedUpWithTheSameSums() throws IOException {
        ledgerOfKilled();
        now = START.plus(Duration.ofHours(23));
        addUp(documents);
        assertThat(names()).as("it may only sleep").anyMatch(name -> name.startsWith("calls."));

        now = START.plus(Duration.ofHours(25));
        assertSums();
        addUp(documents);

        assertThat(names()).hasSize(1).allMatch(name -> name.startsWith("usage."));
        assertSums();
        addUp(documents);
        assertSums();
    }

    @Test
    void twoThatAddUpAtOnceCountNothingTwice() throws IOException {
        ledgerOfKilled();
        now = START.plus(Duration.ofHours(25));

        addUp(new TestingDocuments(documents) {
            @Override
            public void write(String folder, String name, byte[] content) throws IOException {
                addUp(documents);
                super.write(folder, name, content);
            }
        });

        assertThat(names()).hasSize(1);
        assertSums();
    }

    @Test
    void oneThatDiesBeforeItDeletesTheJournalCountsNothingTwice() throws IOException {
        ledgerOfKilled();
        now = START.plus(Duration.ofHours(25));
        DocumentStore dying = new TestingDocuments(documents) {
            @Override
            public boolean delete(String folder, String name) throws IOException {
                throw new IOException("dead");
            }
        };

        assertThatThrownBy(() -> addUp(dying)).hasMessage("dead");

        assertThat(names()).hasSize(2);
        assertSums();
        addUp(documents);
        assertThat(names()).hasSize(1);
        assertSums();
    }

    @Test
    void aProcessThatHasNothingToDoKeepsItsJournal() throws IOException {
        CompletionLedger idle = ledgerOfKilled();
        idle.end(1, null);
        for (int hour = 1; hour <= 25; hour++) {
            now = START.plus(Duration.ofHours(hour));
            idle.flush();
        }

        addUp(documents);

        assertThat(names()).anyMatch(name -> name.startsWith("calls."));
    }

    /** Writes the journal of a process that is killed after an answer, with a call under way. */
    private CompletionLedger ledgerOfKilled() {
        CompletionLedger killed = new CompletionLedger(store, clock());
        ResultUsage answered = ResultUsage.ofCompletion(
                new Usage(10, 0, 5, 0), new Cost(40, 0, 0), 1, Duration.ZERO, Duration.ofMillis(20), now);
        killed.end(killed.begin(ACME, MOST), new CompletionEntry(ACME, answered));
        killed.begin(ACME, MOST);
        return killed;
    }

    private void addUp(DocumentStore documents) throws IOException {
        new AbandonedJournals(documents, now).addUp();
    }

    private void assertSums() throws IOException {
        ResultUsage sum = CompletionUsage.read(store, clock()).stream()
                .map(CompletionEntry::used)
                .reduce(ResultUsage.NONE, ResultUsage::plus);
        assertThat(sum.receipt().counts().completed()).isEqualTo(1);
        assertThat(sum.possiblyPaid()).isEqualTo(1);
        assertThat(sum.receipt().cost()).isEqualTo(new Cost(40, 0, 700));
    }

    private List<String> names() throws IOException {
        return documents.names("completions");
    }

    private Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }
}
