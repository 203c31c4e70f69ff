package dev.penstock.simulator.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.penstock.simulator.faults.OutageWindow;
import dev.penstock.simulator.json.SimulatorJson;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.quota.QuotaStyle;
import dev.penstock.simulator.quota.RetryAfterStyle;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsPatchTest {
    private static final SimulatorOptions CURRENT = SimulatorOptions.builder()
            .requestsPerMinute(500)
            .quotaStyle(QuotaStyle.BUCKET)
            .burst(Duration.ofSeconds(5))
            .retryAfter(RetryAfterStyle.MILLISECONDS)
            .latency(LatencyDistribution.parse("1ms..2ms"))
            .tokenLatency(Duration.ofNanos(500_000))
            .fault("500", 0.1)
            .outage(OutageWindow.parse("1..2:drop"))
            .requiredKey("sk-secret")
            .build();

    @Test
    void nothingButWhatIsNamedChanges() throws Exception {
        SimulatorOptions changed = patch("{'quota':{'tokens_per_minute':9000},'faults':{'rates':{'hang':0.2}}}");

        assertThat(changed)
                .isEqualTo(CURRENT.toBuilder()
                        .tokensPerMinute(9_000)
                        .fault("hang", 0.2)
                        .build());
    }

    @Test
    void whatIsShownCanBeSentBack() throws Exception {
        String shown = SimulatorJson.MAPPER.writeValueAsString(CURRENT);

        assertThat(shown).doesNotContain("sk-secret").contains("***");
        assertThat(CURRENT.toString()).doesNotContain("sk-secret");
        String knobs = shown.replaceFirst("\"listen\":\\{[^}]*},", "");
        assertThat(OptionsPatch.apply(CURRENT, SimulatorJson.MAPPER.readTree(knobs)))
                .isEqualTo(CURRENT);
    }

    @Test
    void nullBringsTheDefaultBack() throws Exception {
        SimulatorOptions changed = patch("{'faults':{'rates':{'500':null}},'required_key':null,'latency':null}");

        assertThat(changed.faults().rates()).isEmpty();
        assertThat(changed.requiredKey()).isNull();
        assertThat(changed.latency().answer()).isEqualTo(LatencyDistribution.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|options must be a JSON object",
                "{'listen':{'port':1}}|cannot change while",
                "{'quota':{'requests':1}}|requests",
                "{'quota':{'style':'leaky'}}|style",
                "{'quota':{'requests_per_minute':-1}}|cannot be negative",
                "{'latency':{'answer':'fast'}}|'fast' is not a duration",
                "{'faults':{'rates':{'explode':1}}}|there is no fault 'explode'",
            })
    void mistakesAreToldInOneLine(String patch, String message) {
        assertThatThrownBy(() -> patch(patch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private static SimulatorOptions patch(String json) throws JsonProcessingException {
        return OptionsPatch.apply(CURRENT, SimulatorJson.MAPPER.readTree(json.replace('\'', '"')));
    }
}
