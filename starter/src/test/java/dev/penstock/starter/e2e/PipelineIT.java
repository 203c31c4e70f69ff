package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Requests go through their stages, each stage in its pool, and what is paid stays paid. */
@Order(3)
final class PipelineIT extends PenstockTestCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int REQUESTS = 60;
    private static final int CONCURRENCY = 6;

    /** Of all three stages, with the answers that are not yet written down. */
    private static final int UNDER_WAY = 3 * CONCURRENCY + 4;

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
                    max-concurrency: 40
                    prices: {small: {input: 1000, output: 1000}}
                  large:
                    base-url: %s
                    models: [large]
                    max-concurrency: 40
                    prices: {large: {input: 1000, output: 1000}}
                """.formatted(provider.baseUrl(), large.baseUrl()));
        input = folder.resolve("input.jsonl");
        Files.write(
                input, IntStream.range(0, REQUESTS).mapToObj(PipelineIT::line).toList());
        pipeline = Files.writeString(folder.resolve("pipeline.yaml"), """
                stages:
                  - {name: extract, model: small, prompt: "Facts of: {{input.text}}", concurrency: 6}
                  - name: analyse
                    model: small
                    prompt: "{{input.order}} Analyse {{extract}} of {{input.text}}"
                    concurrency: 6
                  - {name: summarise, model: large, prompt: "Sum up {{analyse}} of {{input.text}}", concurrency: 6}
                """);
        answersTake("100ms");
    }

    @AfterEach
    void stopProvider() {
        large.close();
    }

    /** The seventh is refused in the second stage. */
    private static String line(int number) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "custom_id",
                    "r-" + number,
                    "text",
                    "text number " + number,
                    "order",
                    number == 7 ? "[[fail:400]]" : "Please."));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyRequestGoesThroughItsStages() throws IOException {
        Ended ended = run().awaitEnd().expectExit(3);

        assertThat(ended.json().path("completed").asInt()).isEqualTo(REQUESTS - 1);
        assertThat(books.calls()).isEqualTo(2 * REQUESTS);
        assertThat(new Books(large).calls()).isEqualTo(REQUESTS - 1);
        assertThat(provider.stats().calls().peakInFlight()).isLessThanOrEqualTo(2 * CONCURRENCY);
        assertThat(large.stats().calls().peakInFlight()).isLessThanOrEqualTo(CONCURRENCY);
        JsonNode whole = results().line("r-3");
        assertThat(whole.path("attempts").asInt()).isEqualTo(3);
        assertThat(whole.path("stages").properties().stream().map(Map.Entry::getKey))
                .containsExactly("extract", "analyse", "summarise");
        assertThat(whole.at("/stages/summarise/response")).isEqualTo(whole.path("response"));
        assertThat(sumOfCosts(whole)).isEqualTo(whole.path("cost_usd").decimalValue());
        assertThat(ended.json().path("retries").asInt()).isZero();
        JsonNode dead = ResultFile.at(folder.resolve("input.errors.jsonl")).line("r-7");
        assertThat(dead.at("/error/message").asText()).startsWith("stage analyse: ");
        assertThat(dead.at("/stages/extract/response/status_code").asInt()).isEqualTo(200);
    }

    @Test
    void aKilledPipelineGoesOnAndNoFinishedStageIsCalledAgain() throws IOException {
        Running killed = run();
        books.awaitCalls(REQUESTS);
        killed.signal("9");
        killed.awaitEnd();

        Ended ended = run().awaitEnd().expectExit(3);

        assertThat(ended.json().path("completed").asInt()).isEqualTo(REQUESTS - 1);
        assertThat(results().customIds()).hasSize(REQUESTS - 1).doesNotHaveDuplicates();
        long repeated = books.repeated() + new Books(large).repeated();
        assertThat(repeated).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(ended.json().path("possibly_paid_twice").asLong()).isBetween(repeated, (long) UNDER_WAY);
    }

    @Test
    void aStageIsDoneAgainWithThoseThatDependOnIt() throws IOException {
        String id = run().awaitEnd().json().path("id").asText();
        long before = books.calls();

        Ended ended = penstock.run("rerun", "--stage", "summarise", id, "-o", "again.jsonl", "--json")
                .expectExit(3);

        assertThat(ended.json().path("completed").asInt()).isEqualTo(REQUESTS - 1);
        // The refused one is asked for again, too.
        assertThat(books.calls()).isEqualTo(before + 1);
        assertThat(new Books(large).calls()).isEqualTo(2L * (REQUESTS - 1));
        assertThat(ResultFile.at(folder.resolve("again.jsonl")).customIds()).hasSize(REQUESTS - 1);
        penstock.run("rerun", "--stage", "sumarise", id)
                .expectExit(2)
                .expectSaid("has no stage 'sumarise'; it has extract, analyse, summarise");
    }

    @Test
    void whatIsWrongIsSaidBeforeTheFirstCall() throws IOException {
        Files.writeString(pipeline, Files.readString(pipeline).replace("{{extract}}", "{{extrct}}"));

        penstock.run("run", input.toString(), "--pipeline", "pipeline.yaml")
                .expectExit(2)
                .expectSaid(
                        "pipeline.yaml:5: stage \"analyse\" refers to {{extrct}}, and there is no such stage; did you mean {{extract}}?");

        Files.writeString(pipeline, Files.readString(pipeline).replace("{{extrct}}", "{{input.txt}}"));
        penstock.run("run", input.toString(), "--pipeline", "pipeline.yaml")
                .expectExit(2)
                .expectSaid(
                        "lines 1, 2, 3 and 57 more: invalid_request: stage analyse: there is no field \"txt\"; the fields are:");
        assertThat(books.calls()).isZero();
    }

    @Test
    void anAnswerThatIsNotJsonIsAskedAgainAndThenADeadLetter() throws IOException {
        answersTake("1ms");
        Files.write(input, List.of(line(1)));
        Files.writeString(pipeline, """
                stages:
                  - {name: extract, model: small, prompt: "Facts of: {{input.text}}", expects: json_schema, schema: {required: [price]}}
                """);

        run().awaitEnd().expectExit(3);

        assertThat(books.calls()).isEqualTo(6);
        JsonNode dead = ResultFile.at(folder.resolve("input.errors.jsonl")).line("r-1");
        assertThat(dead.at("/error/code").asText()).isEqualTo("invalid_response");
        assertThat(dead.at("/stages/extract/usage/output_tokens").asInt()).isPositive();
    }

    @Test
    void aVoteAsksSeveralTimesAndCounts() throws IOException {
        Files.write(input, List.of(line(1), line(2)));
        Files.writeString(pipeline, """
                stages:
                  - {name: judge, model: small, prompt: "Is it good? {{input.text}}", kind: vote, samples: 3}
                  - {name: say, model: large, prompt: "Say {{judge}}"}
                """);

        run().awaitEnd().expectExit(0);

        assertThat(books.calls()).isEqualTo(6);
        JsonNode votes = results().line("r-1").at("/stages/judge/votes");
        assertThat(votes.properties())
                .hasSize(1)
                .allMatch(vote -> vote.getValue().asInt() == 3);
        assertThat(results().line("r-1").path("attempts").asInt()).isEqualTo(4);
    }

    @Test
    void theTemporalCommandStartsAPipeline() throws IOException {
        penstock.start("up").awaitSaid("ready; submit with");
        String spec = "{\"input\":\"%s\",\"stages\":[{\"name\":\"one\",\"model\":\"small\",\"prompt\":\"%s\"}]}";

        penstock.executeByTemporal("batch/good", spec.formatted(input.toUri(), "Do {{input.text}}"))
                .expectExit(0);
        Ended wrong = penstock.executeByTemporal("batch/wrong", spec.formatted(input.toUri(), "Do {{two}}"));

        assertThat(books.calls()).isEqualTo(REQUESTS);
        assertThat(wrong.exit()).isNotZero();
        assertThat(wrong.out() + wrong.err()).contains("stage \"one\" refers to {{two}}");
        assertThat(ResultFile.of(penstock.run("results", "good").out()).customIds())
                .hasSize(REQUESTS);
    }

    private Running run() {
        return penstock.start("run", input.toString(), "--pipeline", pipeline.toString(), "--json");
    }

    private ResultFile results() throws IOException {
        return ResultFile.at(folder.resolve("input.results.jsonl"));
    }

    private static BigDecimal sumOfCosts(JsonNode result) {
        return result.path("stages").properties().stream()
                .map(stage -> stage.getValue().path("cost_usd").decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
