package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers become one, in groups, level by level. */
final class ReduceIT extends PenstockTestCase {
    private static final int REQUESTS = 43;
    /** Groups of three: 15, 5, 2, 1. */
    private static final int REDUCING = 15 + 5 + 2 + 1;

    private static final int CONCURRENCY = 2;

    private Simulator large;
    private Path input;
    private Path pipeline;

    @BeforeEach
    void configure() throws IOException {
        large = Simulator.start(SimulatorOptions.builder().model("large").build());
        Files.writeString(folder.resolve("penstock.yaml"), """
            pools:
              small:
                base-url: %s
                models: [small]
                prices: {small: {input: 1000, output: 1000}}
              large:
                base-url: %s
                models: [large]
                prices: {large: {input: 1000, output: 1000}}
            """.formatted(provider.baseUrl(), large.baseUrl()));
        input = folder.resolve("input.jsonl");
        Files.write(
                input,
                IntStream.range(0, REQUESTS)
                        .mapToObj("{\"text\":\"review number %d\"}"::formatted)
                        .toList());
        pipeline = pipeline("Sum up:\\n{{answers}}");
    }

    private Path pipeline(String prompt) throws IOException {
        return Files.writeString(folder.resolve("pipeline.yaml"), """
            stages:
              - {name: facts, model: small, prompt: "Facts of {{input.text}}"}
              - {name: summary, kind: reduce, group: 3, model: large, prompt: "%s", concurrency: %d}
            """.formatted(prompt, CONCURRENCY));
    }

    @AfterEach
    void stopProvider() {
        large.close();
    }

    @Test
    void oneAnswerRemainsAlsoWhenTheWorkerIsKilledOnTheWay() throws IOException {
        answersTake("1ms");
        Running killed = run();
        new Books(large).awaitCalls(REDUCING / 2);
        killed.signal("9");
        killed.awaitEnd();

        Ended ended = run().awaitEnd().expectExit(0);

        assertThat(ended.json().path("completed").asInt()).isEqualTo(REQUESTS + 1);
        assertThat(new Books(large).calls()).isBetween((long) REDUCING, (long) REDUCING + CONCURRENCY);
        books.assertNoneRepeated();
        JsonNode summary = ResultFile.at(folder.resolve("input.results.jsonl")).line("summary");
        assertThat(summary.at("/response/body/choices/0/message/content").asText())
                .isNotBlank();
        JsonNode facts = summary.at("/stages/summary");
        assertThat(facts.path("answers").asInt()).isEqualTo(REQUESTS);
        assertThat(facts.path("levels").asInt()).isEqualTo(4);
        assertThat(facts.path("calls").asInt()).isEqualTo(REDUCING);
        String id = ended.json().path("id").asText();
        assertThat(ResultFile.of(penstock.run("results", id, "--follow").out()).line("summary"))
                .isEqualTo(summary);
        assertThat(facts.path("cost_usd").decimalValue())
                .isEqualTo(summary.path("cost_usd").decimalValue())
                .isPositive();
    }

    @Test
    void aGroupThatIsRefusedLeavesNoSummaryAndEverythingElse() throws IOException {
        pipeline("[[fail:400]] {{answers}}");

        Ended ended = run().awaitEnd().expectExit(3);

        assertThat(ended.json().path("completed").asInt()).isEqualTo(REQUESTS);
        assertThat(ended.json().path("failed").asInt()).isEqualTo(1);
        JsonNode dead = ResultFile.at(folder.resolve("input.errors.jsonl")).line("summary");
        assertThat(dead.at("/error/code").asText()).isEqualTo("reduce_failed");
        assertThat(dead.at("/error/message").asText()).startsWith("level 1: 15 of 15 groups have no answer: ");
        assertThat(new Books(large).calls()).isEqualTo(15);
    }

    private Running run() {
        return penstock.start("run", input.toString(), "--pipeline", pipeline.toString(), "--json", "--keep-going");
    }
}
