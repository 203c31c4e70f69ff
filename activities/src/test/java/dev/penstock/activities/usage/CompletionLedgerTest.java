package dev.penstock.activities.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Cost;
import dev.penstock.contracts.Usage;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Store;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the store says of single completions, whatever happens to the process that makes them. */
class CompletionLedgerTest {
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final CompletionEntry.Account ACME = new CompletionEntry.Account(
            "acme", new UsageKey(LocalDate.of(2026, 11, 30), "openai", "gpt-4o-mini", null));
    private static final Cost MOST = new Cost(0, 0, 700);

    @TempDir
    Path folder;

    private Store store;
    private Instant now = START;
    private CompletionLedger ledger;

    @BeforeEach
    void open() {
        store = FileStore.at(folder.toUri());
        ledger = new CompletionLedger(store.documents(), clock(), 1_000);
    }

    @Test
    void anEndedCallIsCountedAtOnceAndOnlyOnce() throws IOException {
        answer();
        assertThat(sum().receipt().usage()).isEqualTo(new Usage(10, 0, 5, 0));

        for (int call = 0; call < 20; call++) {
            answer();
            ledger.flush();
            assertThat(sum().receipt().counts().completed()).isEqualTo(call + 2);
        }
        ledger.close();

        assertThat(sum().receipt().counts().completed()).isEqualTo(21);
        assertThat(sum().receipt().cost()).isEqualTo(new Cost(21 * 40, 0, 0));
        assertThat(names()).as("the journal was added up").allMatch(name -> name.startsWith("usage."));
    }

    @Test
    void callsThatADeadProcessHadUnderWayMayHaveBeenPaid() throws IOException {
        answer();
        long refused = ledger.begin(ACME, MOST);
        ledger.end(refused, null);
        ledger.begin(ACME, MOST);
        ledger.begin(ACME, MOST);

        assertThat(sum().possiblyPaid()).as("while it lives they are under way").isZero();
        now = START.plus(Duration.ofMinutes(1));
        ledger.flush();
        assertThat(sum().possiblyPaid())
                .as("it says every second that it lives")
                .isZero();
        now = now.plus(Duration.ofSeconds(11));

        ResultUsage left = sum();
        assertThat(left.possiblyPaid()).isEqualTo(2);
        assertThat(left.receipt().cost()).isEqualTo(new Cost(40, 0, 2 * 700));
        assertThat(left.receipt().counts().completed()).isEqualTo(1);
    }

    @Test
    void callsUnderWayOutliveTheAddingUpOfTheirJournal() throws IOException {
        long slow = ledger.begin(ACME, MOST);
        for (int call = 0; call < 20; call++) {
            answer();
            ledger.flush();
        }
        now = START.plus(Duration.ofMinutes(1));
        assertThat(sum().possiblyPaid()).isEqualTo(1);

        ledger.end(slow, new CompletionEntry(ACME, used()));

        assertThat(sum().possiblyPaid()).isZero();
        assertThat(sum().receipt().counts().completed()).isEqualTo(21);
    }

    @Test
    void aTornLastLineIsNoError() throws IOException {
        answer();
        String journal = names().getFirst();
        Files.writeString(
                folder.resolve("completions").resolve(journal), "{\"ended\":{\"ca", StandardOpenOption.APPEND);

        assertThat(sum().receipt().counts().completed()).isEqualTo(1);
    }

    @Test
    void noCallIsMadeThatCannotBeRecorded() throws IOException {
        answer();
        Files.move(folder.resolve("completions"), folder.resolve("away"));
        Files.createFile(folder.resolve("completions"));
        ledger.flush();

        assertThatThrownBy(() -> ledger.begin(ACME, MOST)).isInstanceOf(StoreUnavailableException.class);

        Files.delete(folder.resolve("completions"));
        Files.move(folder.resolve("away"), folder.resolve("completions"));
        answer();
        assertThat(sum().receipt().counts().completed()).isEqualTo(2);
    }

    @Test
    void noCallWaitsForASlowDisk() {
        List<CompletableFuture<Long>> begun = new ArrayList<>();
        DocumentStore slow = new TestingDocuments(store.documents()) {
            @Override
            void beforeSync() {
                // A disk that takes until another call has begun.
                begun.add(CompletableFuture.supplyAsync(() -> ledger.begin(ACME, MOST)));
                assertThat(begun.getLast()).succeedsWithin(Duration.ofSeconds(30));
            }
        };
        ledger = new CompletionLedger(slow, clock(), 1_000);
        ledger.begin(ACME, MOST);

        ledger.flush();

        assertThat(begun).hasSize(1);
    }

    @Test
    void periodicFlushesDoNotWaitForASlowOne() {
        List<CompletableFuture<Void>> others = new ArrayList<>();
        DocumentStore slow = new TestingDocuments(store.documents()) {
            @Override
            void beforeSync() {
                others.add(CompletableFuture.runAsync(() -> ledger.flush(), Thread::startVirtualThread));
                assertThat(others.getLast()).succeedsWithin(Duration.ofSeconds(30));
            }
        };
        ledger = new CompletionLedger(slow, clock(), 1_000);
        ledger.begin(ACME, MOST);

        ledger.flush();

        assertThat(others).hasSize(1);
    }

    private void answer() {
        ledger.end(ledger.begin(ACME, MOST), new CompletionEntry(ACME, used()));
    }

    private ResultUsage used() {
        return ResultUsage.ofCompletion(
                new Usage(10, 0, 5, 0), new Cost(40, 0, 0), 1, Duration.ZERO, Duration.ofMillis(20), now);
    }

    private ResultUsage sum() throws IOException {
        return CompletionUsage.read(store, clock()).stream()
                .map(CompletionEntry::used)
                .reduce(ResultUsage.NONE, ResultUsage::plus);
    }

    private List<String> names() throws IOException {
        return store.documents().names("completions");
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }
}
