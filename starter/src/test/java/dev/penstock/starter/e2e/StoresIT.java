package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Two people with a state folder each, on one Temporal server: neither takes, holds, lists or loses the other's work. */
@Order(2)
final class StoresIT extends PenstockTestCase {
    private static final int CONCURRENCY = 16;
    /** With the answers that are not yet written down. */
    private static final int UNDER_WAY = 20;

    private Path otherFolder;
    private Penstock other;

    @BeforeEach
    void moveIn(TemporalForTests.Variables temporal) throws IOException {
        otherFolder = Files.createDirectory(folder.resolve("other"));
        other = Penstock.in(otherFolder)
                .calling(provider)
                .with("TEMPORAL_ADDRESS", penstock.temporalAddress())
                .with("TEMPORAL_NAMESPACE", penstock.temporalNamespace());
    }

    @AfterEach
    void moveOut() {
        other.close();
    }

    @Test
    void eachDoesItsOwnWorkWhenTheOtherIsKilled() throws IOException {
        answersTake("300ms");
        TestingInput ours = input(folder, 300, "Ours");
        TestingInput theirs = input(otherFolder, 300, "Theirs");
        Running our = run(penstock, ours);
        Running their = run(other, theirs);
        books.awaitCalls(200);
        their.signal("9");
        assertThat(their.awaitEnd().exit()).isNotZero();

        JsonNode ourResult = our.awaitEnd().expectExit(0).json();
        JsonNode theirResult = run(other, theirs).awaitEnd().expectExit(0).json();

        ResultFile.assertWhole(ours);
        ResultFile.assertWhole(theirs);
        assertThat(ourResult.path("possibly_paid_twice").asLong()).isZero();
        assertThat(books.stats().prompts().distinct()).isEqualTo(600);
        assertThat(books.repeated()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(theirResult.path("possibly_paid_twice").asLong()).isBetween(books.repeated(), (long) UNDER_WAY);
        assertThat(listed(penstock)).hasSize(1).doesNotContainAnyElementsOf(listed(other));
    }

    @Test
    void aBatchThatWasStartedWithoutStoreStaysWhereItWasPlanned() throws IOException {
        penstock.start("up").awaitSaid("ready; submit with");
        other.start("up").awaitSaid("ready; submit with");
        TestingInput input = input(folder, 40, "Somebody's");

        penstock.executeByTemporal(
                        "batch/mine",
                        "{\"input\":\"%s\",\"model\":\"gpt-4o-mini\",\"shard\":5}"
                                .formatted(input.file().toUri()))
                .expectExit(0);

        books.assertNoneRepeated();
        boolean isOurs = listed(penstock).contains("mine");
        assertThat(listed(other).contains("mine")).isNotEqualTo(isOurs);
        Ended results = (isOurs ? penstock : other).run("results", "mine").expectExit(0);
        assertThat(ResultFile.of(results.out()).customIds()).isEqualTo(input.customIds());
        (isOurs ? other : penstock)
                .run("status", "mine")
                .expectExit(2)
                .expectSaid("batch mine belongs to store " + storeOf(isOurs ? penstock : other));
    }

    @Test
    void anIdThatAnotherStoreHasIsRefused() throws IOException {
        TestingInput ours = input(folder, 20, "Ours");
        TestingInput theirs = input(otherFolder, 5, "Theirs");
        // Without a worker of ours, so that it runs for as long as this test wants.
        penstock.run("submit", ours.path(), "--id", "mine").expectExit(0);
        String belongs = "batch mine belongs to store %s, and this is store ".formatted(storeOf(penstock));

        other.run("run", theirs.path(), "--id", "mine").expectExit(2).expectSaid(belongs + storeOf(other));
        for (String command : List.of("status", "pause", "cancel", "watch")) {
            other.run(command, "mine").expectExit(2).expectSaid(belongs);
        }

        assertThat(listed(other)).isEmpty();
        assertThat(listed(penstock)).containsExactly("mine");
        assertThat(books.calls()).isZero();
        penstock.run("run", ours.path(), "--id", "mine").expectExit(0);
        ResultFile.assertWhole(ours);
        // The id is free once its batch has ended.
        other.run("run", theirs.path(), "--id", "mine").expectExit(0);
        ResultFile.assertWhole(theirs);
        books.assertNoneRepeated();
    }

    @Test
    void aBatchSaysThatItWaitsForAWorkerOfItsStore() throws IOException {
        other.start("up").awaitSaid("ready; submit with");
        TestingInput ours = input(folder, 5, "Ours");
        String id = penstock.run("submit", ours.path()).expectExit(0).out().strip();

        penstock.run("status", id)
                .expectExit(0)
                .expectShown(id + ": validating", "waits for a worker of store " + storeOf(penstock));
        assertThat(penstock.run("status", id, "--json")
                        .json()
                        .path("paused_because")
                        .asText())
                .startsWith("waits for a worker of store");
        assertThat(books.calls()).isZero();
        penstock.run("run", ours.path()).expectExit(0);
        ResultFile.assertWhole(ours);
    }

    @Test
    void whatIsEncryptedForAnotherStoreIsNotListed() throws IOException {
        Path keys = Files.writeString(
                folder.resolve("history.keys"), "ours " + Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        penstock.with("PENSTOCK_HISTORY_KEYS", keys.toString());

        penstock.run("submit", input(folder, 5, "Ours").path(), "--id", "mine").expectExit(0);

        assertThat(listed(other)).isEmpty();
        assertThat(listed(penstock)).containsExactly("mine");
    }

    private static Running run(Penstock whose, TestingInput input) {
        return whose.start("run", input.path(), "--json", "--concurrency", Integer.toString(CONCURRENCY));
    }

    private static TestingInput input(Path folder, int requests, String whose) throws IOException {
        return TestingInput.of(
                folder.resolve("input.jsonl"),
                IntStream.range(0, requests)
                        .mapToObj(i -> "%s: what is %d plus one?".formatted(whose, i))
                        .toArray(String[]::new));
    }

    private static List<String> listed(Penstock whose) {
        JsonNode batches = whose.run("list", "--json").expectExit(0).json();
        return StreamSupport.stream(batches.spliterator(), false)
                .map(batch -> batch.path("id").asText())
                .toList();
    }

    private static String storeOf(Penstock whose) throws IOException {
        return Files.readString(whose.home().resolve("store/store-id")).strip();
    }
}
