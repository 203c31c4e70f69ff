package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One person with two terminals and one state folder. */
@OwnTemporal
@Order(2)
final class TwoTerminalsIT extends PenstockTestCase {
    /** So many prompts that two calls of a second at once are not through before the test is. */
    private static final int MANY = 600;

    @Test
    void aRunThatEndsLetsTheCallsOfTheOtherOneEnd() throws IOException {
        answersTake("2s");
        TestingInput ours = input("ours", 64, "Ours: %d?");
        TestingInput theirs = input("theirs", 8, "[[slow:15000]] Theirs: %d?");
        penstock.run("submit", theirs.path(), "--priority", "high").expectExit(0);
        Running first = penstock.start("run", ours.path(), "--concurrency", "16");
        Patience.until("calls of the other batch", () -> calls("[[slow:15000]] Theirs: 7?") > 0);
        answersTake("0ms");

        first.awaitSaid("calls of other batches end");
        Running second = penstock.start("run", theirs.path(), "--json");
        first.awaitEnd().expectExit(0);
        Ended ended = second.awaitEnd().expectExit(0);

        ResultFile.assertWhole(ours);
        ResultFile.assertWhole(theirs);
        assertThat(books.calls()).isEqualTo(72);
        assertThat(books.stats().calls().abandoned()).isZero();
        assertThat(ended.json().path("possibly_paid_twice").asInt()).isZero();
        assertThat(ended.json().path("retries").asInt()).isZero();
    }

    @Test
    void everyRunIsPaidWithItsOwnKeyAtItsOwnAddressWhileUpServesAnother() throws IOException {
        try (KeyedProvider ours = new KeyedProvider();
                KeyedProvider elsewhere = new KeyedProvider()) {
            penstock.with("OPENAI_BASE_URL", ours.at("/v1")).with("OPENAI_API_KEY", "sk-first-key");
            penstock.start("up").awaitSaid("ready; submit with");
            penstock.run("run", input("first", 6, "First: %d?").path()).expectExit(0);

            penstock.with("OPENAI_API_KEY", "sk-second-key");
            penstock.run("run", input("second", 6, "Second: %d?").path()).expectExit(0);
            penstock.with("OPENAI_BASE_URL", ours.at("/team/v1"));
            penstock.run("run", input("third", 6, "Third: %d?").path()).expectExit(0);
            penstock.with("OPENAI_BASE_URL", elsewhere.at("/v1"));
            penstock.run("run", input("fourth", 6, "Fourth: %d?").path()).expectExit(0);

            assertThat(ours.paid())
                    .hasSize(18)
                    .allSatisfy(call -> assertThat(call.prompt())
                            .startsWith(
                                    call.key().equals("sk-first-key")
                                            ? "First"
                                            : call.path().startsWith("/team/") ? "Third" : "Second"));
            assertThat(elsewhere.paid())
                    .hasSize(6)
                    .allSatisfy(call -> assertThat(call.key()).isEqualTo("sk-second-key"));
            JsonNode pools =
                    penstock.run("pool", "list", "--json").expectExit(0).json();
            assertThat(pools).hasSize(4);
            assertThat(pools.toString()).doesNotContain("sk-first-key", "sk-second-key");
        }
    }

    @Test
    void aPoolOfTheSameNameWithAnotherKeyIsRefusedWhileItIsServed() throws IOException {
        Files.writeString(folder.resolve("penstock.yaml"), """
            pools:
              mine: {base-url: "%s", api-key: "${MY_KEY}"}
            """.formatted(provider.baseUrl()));
        penstock.with("MY_KEY", "sk-first-key").start("up").awaitSaid("ready; submit with");

        penstock.with("MY_KEY", "sk-second-key")
                .run("run", input("mine", 6, "Mine: %d?").path())
                .expectExit(2)
                .expectSaid("serves pool mine with another key or address: stop it");

        assertThat(books.calls()).isZero();
    }

    @Test
    void aKeyThatReplacesAnotherOneFinishesItsBatch() throws IOException {
        try (KeyedProvider ours = new KeyedProvider()) {
            penstock.with("OPENAI_BASE_URL", ours.at("/v1"));
            TestingInput input = input("rejected", 6, "Rejected: %d?");
            ours.reject("sk-first-key");
            penstock.with("OPENAI_API_KEY", "sk-first-key")
                    .run("run", input.path())
                    .expectExit(4);
            penstock.with("OPENAI_API_KEY", "sk-second-key");
            penstock.run("run", input.path()).expectExit(0).expectSaid("was rejected; this one takes its place");
            ResultFile.assertWhole(input);

            TestingInput waiting = input("waiting", 6, "Waiting: %d?");
            penstock.with("OPENAI_API_KEY", "sk-lost-key");
            String id =
                    penstock.run("submit", waiting.path()).expectExit(0).out().strip();
            penstock.with("OPENAI_API_KEY", "sk-third-key");
            penstock.start("up").awaitSaid("ready; submit with");
            penstock.run("status", id)
                    .expectExit(0)
                    .expectShown("waits for a worker with pool 127.0.0.1-", "with another key and --account ");
            String refused = penstock.run("run", waiting.path())
                    .expectExit(2)
                    .expectSaid("was begun with another key")
                    .err();
            String account = refused.replaceAll("(?s).*--account (\\w+) .*", "$1");
            penstock.run("run", waiting.path(), "--account", account).expectExit(0);
            ResultFile.assertWhole(waiting);
            assertThat(ours.paid()).hasSize(12);
        }
    }

    @Test
    void ctrlCSaysThatUpGoesOnWithTheBatchAndHowToStopIt() throws IOException {
        answersTake("1s");
        penstock.start("up", "--concurrency", "2").awaitSaid("ready; submit with");
        Running run = penstock.start("run", input("mine", MANY, "Mine: %d?").path(), "--id", "mine", "--json");
        books.awaitCalls(2);
        run.signal("INT");

        Ended stopped = run.awaitEnd().expectExit(4).expectSaid("batch mine goes on in another penstock process");
        assertThat(stopped.err())
                .contains("`penstock cancel mine` stops it")
                .doesNotContain("run the same command again");
        assertThat(stopped.json().path("status").asText()).isNotEqualTo("paused");
        books.awaitCalls(books.calls() + 2);
        Running again = penstock.start("run", input("again", MANY, "Mine: %d?").path(), "--id", "mine");
        again.awaitSaid("/%d (".formatted(MANY));
        again.signal("INT");
        again.signal("INT");
        assertThat(again.awaitEnd().expectExit(4).err())
                .contains("batch mine goes on in another penstock process")
                .doesNotContain("the same command continues");
        penstock.run("cancel", "mine").expectExit(0);
        books.awaitQuiet();
        assertThat(books.calls()).isLessThan(MANY);
    }

    @Test
    void ctrlCSaysThatAnotherRunWhichWaitsGoesOnWithTheBatch() throws IOException {
        answersTake("1s");
        Running first = penstock.start(
                "run", input("first", MANY, "First: %d?").path(), "--id", "first", "--concurrency", "2", "--json");
        books.awaitCalls(2);
        Running second = penstock.start(
                "run", input("second", MANY, "Second: %d?").path(), "--id", "second", "--concurrency", "2");
        second.awaitSaid("already serves pool");
        first.signal("INT");

        Ended stopped = first.awaitEnd().expectExit(4).expectSaid("batch first goes on in another penstock process");
        assertThat(stopped.err())
                .contains("`penstock cancel first` stops it")
                .doesNotContain("run the same command again");
        assertThat(stopped.json().path("status").asText()).isNotEqualTo("paused");
        books.awaitCalls(books.calls() + 2);
        second.signal("INT");
        second.awaitEnd().expectExit(4).expectSaid("batch second stopped; run the same command again to continue");
        books.awaitQuiet();
        assertThat(books.calls()).isLessThan(2 * MANY);
    }

    private int calls(String prompt) {
        return provider.callsOf(prompt).calls();
    }

    private TestingInput input(String name, int prompts, String pattern) throws IOException {
        return TestingInput.of(
                Files.createDirectory(folder.resolve(name)).resolve("input.jsonl"),
                IntStream.range(0, prompts).mapToObj(pattern::formatted).toArray(String[]::new));
    }
}
