package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** What is said before anything is paid. */
final class EstimateIT extends PenstockTestCase {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    @Test
    void anEstimateAgreesWithWhatTheProviderThenBillsAndKnowsBetterTheSecondTime() throws IOException {
        // Words of four letters are a token each both for OpenAI's tables and for the simulator.
        String[] prompts = IntStream.range(0, 60)
                .mapToObj(i -> "this" + " one".repeat(20 + i))
                .toArray(String[]::new);
        TestingInput input = inputOf(prompts);

        JsonNode before = penstock.run("estimate", input.path(), "--rpm", "120", "--json")
                .expectExit(0)
                .json();

        assertThat(books.calls()).isZero();
        assertThat(before.path("requests").asInt()).isEqualTo(60);
        assertThat(before.path("error_percent").asInt()).isZero();
        assertThat(before.path("seconds_at_quota").asInt()).isEqualTo(30);
        assertThat(before.at("/output_tokens/expected").asInt()).isEqualTo(60 * 256);
        assertThat(before.at("/cost_usd/expected").decimalValue())
                .isEqualByComparingTo(
                        before.at("/batch_cost_usd/expected").decimalValue().multiply(TWO));

        Ended run = penstock.run("run", input.path(), "--json").expectExit(0).expectSaid("estimate: 60 requests");

        JsonNode usage = run.json().path("usage");
        assertThat(before.path("input_tokens").asLong())
                .isCloseTo(usage.path("input_tokens").asLong(), Percentage.withPercentage(1));

        JsonNode after =
                penstock.run("estimate", input.path(), "--json").expectExit(0).json();

        assertThat(after.at("/output_tokens/expected").asLong())
                .isCloseTo(usage.path("output_tokens").asLong(), Percentage.withPercentage(1));
        assertThat(after.at("/models/0/basis").asText()).contains("60 earlier answers");
        assertThat(after.path("seconds_at_quota").isNull()).isTrue();
    }

    @Test
    void aBatchThatCostsMoreIsNotBegunUnlessSomebodyAgrees() throws IOException {
        TestingInput input = input(3);

        penstock.run("run", input.path(), "--confirm-over", "0.0001")
                .expectExit(2)
                .expectSaid("--yes");
        penstock.run("run", input.path(), "--confirm-over", "0", "--model", "unheard-of")
                .expectExit(2);
        assertThat(books.calls()).isZero();

        penstock.run("run", input.path(), "--confirm-over", "0.0001", "--yes").expectExit(0);
        assertThat(books.calls()).isEqualTo(3);
    }

    @Test
    void onATerminalTheUserIsAsked() throws IOException {
        TestingInput input = input(3);

        Running no = penstock.startInTerminal("run", input.path(), "--confirm-over", "0.0001");
        no.awaitSaid("Go on? [y/N]");
        no.typed("n\n");
        no.awaitEnd().expectExit(2);
        assertThat(books.calls()).isZero();

        Running yes = penstock.startInTerminal("run", input.path(), "--confirm-over", "0.0001");
        yes.awaitSaid("Go on? [y/N]");
        yes.typed("y\n");
        yes.awaitEnd().expectExit(0);
        assertThat(books.calls()).isEqualTo(3);
    }
}
