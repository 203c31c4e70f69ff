package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.simulator.books.SimulatorStats.Tokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a batch costs, by the provider's books, never passes its budget. */
@Order(2)
final class BudgetIT extends PenstockTestCase {
    private static final int REQUESTS = 600;
    private static final BigDecimal BUDGET = new BigDecimal("0.01");

    private Path input;

    @BeforeEach
    void prepare() throws IOException {
        provider.change(provider.options().toBuilder()
                .outputTokens(50)
                .fault("500", 0.05)
                .build());
        answersTake("20ms");
        input = folder.resolve("prompts.txt");
        Files.write(
                input,
                IntStream.range(0, REQUESTS)
                        .mapToObj(i -> "Say %d. %s".formatted(i, "And another word. ".repeat(i % 40)))
                        .toList());
    }

    @Test
    void aBatchPausesAtItsBudgetUsesNearlyAllOfItAndGoesOnWithMore() {
        run(BUDGET.toPlainString())
                .awaitEnd()
                .expectExit(4)
                .expectSaid("is paused: budget of 0.01 USD reached", "nothing is lost");
        assertThat(billed()).isLessThanOrEqualTo(BUDGET).isGreaterThan(new BigDecimal("0.0095"));

        run("0.015").awaitEnd().expectExit(4).expectSaid("budget of 0.015 USD reached");
        assertThat(billed()).isLessThanOrEqualTo(new BigDecimal("0.015")).isGreaterThan(new BigDecimal("0.01425"));

        run("5").awaitEnd().expectExit(0);
        assertThat(books.stats().prompts().distinct()).isEqualTo(REQUESTS);
        assertThat(books.stats().duplicates()).isZero();
    }

    @Test
    void whatAKilledRunMayHavePaidCounts() {
        answersTake("200ms");
        // Eight calls under way when it is killed may have been paid, with 0.00006 USD each at most.
        Running killed = run(BUDGET.toPlainString(), 8);
        books.awaitCalls(150);
        killed.signal("9");
        killed.awaitEnd();

        run(BUDGET.toPlainString()).awaitEnd().expectExit(4);
        assertThat(billed()).isLessThanOrEqualTo(BUDGET).isGreaterThan(new BigDecimal("0.009"));
    }

    @Test
    void aRunningBatchIsCappedAndReleased() {
        answersTake("500ms");
        penstock.start("up").awaitSaid("ready; submit with");
        penstock.run("submit", input.toString(), "--id", "mine", "--model", "gpt-4o-mini", "--max-tokens", "60")
                .expectExit(0);
        books.awaitCalls(40);
        // Two a second, so that the command comes long before the money is spent, also on a busy machine.
        answersTake("10s");

        penstock.run("budget", "mine", "0.012").expectExit(0);
        answersTake("100ms");
        books.awaitQuiet();
        Patience.untilCommandsSay(
                "the batch to be paused",
                () -> penstock.run("status", "mine").out().contains("paused: budget of 0.012 USD reached"));
        // All would have cost 0.027 USD.
        assertThat(billed()).isBetween(new BigDecimal("0.0108"), new BigDecimal("0.012"));

        penstock.run("budget", "mine", "-1").expectExit(2).expectSaid("not -1");
        answersTake("20ms");
        penstock.run("budget", "mine", "5").expectExit(0);
        penstock.run("results", "mine", "--follow").expectExit(0);
        assertThat(books.stats().duplicates()).isZero();
    }

    @Test
    void withoutAPriceABudgetIsRefusedBeforeTheFirstCall() {
        penstock.run("run", input.toString(), "--model", "nobody-knows", "--max-tokens", "60", "--budget", "1")
                .expectExit(2)
                .expectSaid(
                        "lines 1, 2, 3 and 597 more: ",
                        "the cost of a call of model 'nobody-knows' has no upper bound",
                        "prices: {\"nobody-knows\": {input");
        assertThat(books.calls()).isZero();
    }

    private Running run(String budget) {
        return run(budget, 16);
    }

    private Running run(String budget, int concurrency) {
        return penstock.start(
                "run",
                input.toString(),
                "--model",
                "gpt-4o-mini",
                "--max-tokens",
                "60",
                "--budget",
                budget,
                "--concurrency",
                Integer.toString(concurrency),
                "--shard",
                "50");
    }

    /** At OpenAI's price, per million tokens 0.15 USD in and 0.60 USD out. */
    private BigDecimal billed() {
        Tokens tokens = books.stats().tokens();
        return new BigDecimal("0.15")
                .multiply(BigDecimal.valueOf(tokens.prompt()))
                .add(new BigDecimal("0.60").multiply(BigDecimal.valueOf(tokens.completion())))
                .movePointLeft(6);
    }
}
