package dev.penstock.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.providers.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnthropicAnswersTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, priority, scale",
        "/v1/messages, priority, scale",
        "/v1/chat/completions, standard, default"
    })
    void capacityThatIsPaidInAdvanceHasNotThePriceOfOpenAisPriority(String url, String tier, String named) {
        String message = """
                {"id":"m","type":"message","role":"assistant","model":"claude-haiku-4-5","stop_reason":"end_turn",
                 "content":[{"type":"text","text":"Hi"}],
                 "usage":{"input_tokens":9,"output_tokens":1,"service_tier":"%s"}}""".formatted(tier);

        Outcome outcome = new AnthropicAnswers().read(url, 200, name -> Optional.empty(), message, Instant.EPOCH);

        assertThat(outcome).isInstanceOf(Outcome.Answered.class);
        assertThat(outcome.facts().serviceTier()).isEqualTo(named);
    }
}
