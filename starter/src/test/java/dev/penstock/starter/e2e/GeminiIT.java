package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.BatchStep;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch at Gemini, with nothing but its key in the environment. */
final class GeminiIT extends PenstockTestCase {
    private static final String KEY = "AIza-of-a-user";

    @BeforeEach
    void configure() {
        hold(null);
        penstock.with("OPENAI_BASE_URL", "")
                .with("GEMINI_API_KEY", KEY)
                .with("GEMINI_BASE_URL", provider.root() + "/v1beta/openai/");
    }

    /** The stand-in has created the batch when the command dies, which never heard of that. */
    @Test
    void aBatchIsFoundAgainByTheNameOfItsFile() throws IOException {
        TestingInput input = inputOf("What is five?", "[[fail:400]] What is six?", "What is seven?");
        String[] run = {"run", input.path(), "--model", "gemini-2.5-flash", "--lane", "provider-batch"};
        hold(BatchStep.CREATE);
        Running first = penstock.start(run);
        Patience.until("the batch is created", () -> provider.stats().batches().holding() > 0);
        first.signal("9");
        first.awaitEnd();
        hold(null);

        penstock.run(run).expectExit(3);

        assertThat(provider.stats().batches().files()).isEqualTo(1);
        assertThat(provider.stats().batches().created()).isEqualTo(1);
        assertThat(books.calls()).as("calls online").isZero();
        JsonNode chat =
                Service.JSON.readTree(Files.readAllLines(input.results()).getFirst());
        assertThat(chat.path("lane").asText()).isEqualTo("provider-batch");
        assertThat(chat.at("/usage/output_tokens").asLong())
                .as("with the tokens of its thoughts")
                .isEqualTo(chat.at("/response/body/usage/total_tokens").asLong()
                        - chat.at("/response/body/usage/prompt_tokens").asLong());
        assertThat(chat.path("cost_usd").isNumber()).isTrue();
        assertThat(Files.readAllLines(input.results())).hasSize(2);
        assertThat(Files.readAllLines(input.errors())).hasSize(1);
    }

    private void hold(@Nullable BatchStep step) {
        provider.change(SimulatorOptions.builder()
                .requiredKey(KEY)
                .batches(BatchApiOptions.DEFAULT.withHold(step))
                .build());
    }
}
