package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.books.SimulatorStats.Tokens;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What a batch with stages costs, by the providers' books, never passes its budget. */
@Order(3)
final class PipelineBudgetIT extends PenstockTestCase {
    private static final int REQUESTS = 240;
    /** All of it costs about 0.24 USD. */
    private static final BigDecimal BUDGET = new BigDecimal("0.1");

    private static final int UNDER_WAY = 3 * 8 + 4;

    private Simulator large;
    private Path input;

    @BeforeEach
    void prepare() throws IOException {
        large = Simulator.start(SimulatorOptions.builder()
                .model("large")
                .outputTokens(40)
                .latency(LatencyDistribution.parse("30ms"))
                .build());
        provider.change(provider.options().toBuilder()
                .outputTokens(40)
                .fault("500", 0.03)
                .build());
        answersTake("30ms");
        Files.writeString(folder.resolve("penstock.yaml"), """
                pools:
                  small:
                    base-url: %s
                    models: [small]
                    max-concurrency: 40
                    prices: {small: {input: 1, output: 4}}
                  large:
                    base-url: %s
                    models: [large]
                    max-concurrency: 40
                    prices: {large: {input: 4, output: 10}}
                """.formatted(provider.baseUrl(), large.baseUrl()));
        pipeline("max_tokens: 50,");
        input = folder.resolve("input.jsonl");
        Files.write(
                input,
                IntStream.range(0, REQUESTS)
                        .mapToObj(i -> "{\"text\":\"Text %d. %s\"}".formatted(i, "And another word. ".repeat(i % 20)))
                        .toList());
    }

    private void pipeline(String limit) throws IOException {
        Files.writeString(folder.resolve("pipeline.yaml"), """
                stages:
                  - {name: extract, model: small, prompt: "Facts of: {{input.text}}", max_tokens: 50, concurrency: 8}
                  - {name: judge, model: small, prompt: "Good? {{extract}} of {{input.text}}", kind: vote, samples: 2, max_tokens: 50, concurrency: 8}
                  - {name: sum, model: large, prompt: "Sum up {{extract}} {{judge}} of {{input.text}}", %s concurrency: 8}
                """.formatted(limit));
    }

    @AfterEach
    void stopProvider() {
        large.close();
    }

    @Test
    void aPipelinePausesAtItsBudgetUsesNearlyAllOfItAndGoesOnWithMore() {
        run(BUDGET.toPlainString())
                .awaitEnd()
                .expectExit(4)
                .expectSaid("is paused: budget of 0.1 USD reached", "nothing is lost");
        assertThat(billed()).isLessThanOrEqualTo(BUDGET).isGreaterThan(new BigDecimal("0.095"));

        run("5").awaitEnd().expectExit(0);

        // Of the vote, the second answer.
        assertThat(paidTwice()).isEqualTo(REQUESTS);
        assertThat(new Books(large).calls()).isEqualTo(REQUESTS);
    }

    @Test
    void whatAKilledRunHasPaidInAnyStageCounts() {
        answersTake("150ms");
        Running killed = run(BUDGET.toPlainString());
        books.awaitCalls(200);
        killed.signal("9");
        killed.awaitEnd();

        run(BUDGET.toPlainString()).awaitEnd().expectExit(4);
        assertThat(billed()).isLessThanOrEqualTo(BUDGET).isGreaterThan(new BigDecimal("0.08"));

        run("5").awaitEnd().expectExit(0);
        assertThat(paidTwice()).isBetween((long) REQUESTS, (long) REQUESTS + UNDER_WAY);
        assertThat(new Books(large).stats().prompts().distinct()).isEqualTo(REQUESTS);
    }

    @Test
    void withoutAPriceOrALimitInAnyStageABudgetIsRefusedBeforeTheFirstCall() throws IOException {
        pipeline("");

        run("1").awaitEnd()
                .expectExit(2)
                .expectSaid(
                        "stage \"sum\": the cost of a call of model 'large' has no upper bound",
                        "the stage needs a limit (max_tokens)");
        assertThat(books.calls()).isZero();
    }

    private Running run(String budget) {
        return penstock.start(
                "run", input.toString(), "--pipeline", "pipeline.yaml", "--budget", budget, "--shard", "20");
    }

    private long paidTwice() {
        return books.stats().duplicates() + large.stats().duplicates();
    }

    private BigDecimal billed() {
        return billed(provider, 1, 4).add(billed(large, 4, 10));
    }

    private static BigDecimal billed(Simulator simulator, int in, int out) {
        Tokens tokens = simulator.stats().tokens();
        return BigDecimal.valueOf(in * tokens.prompt() + out * tokens.completion())
                .movePointLeft(6);
    }
}
