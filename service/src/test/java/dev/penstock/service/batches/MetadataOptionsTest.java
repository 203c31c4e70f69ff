package dev.penstock.service.batches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.service.errors.ApiFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataOptionsTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///in.jsonl");

    @Test
    void textsBecomeWhatTheOptionTakes() {
        BatchSpec spec = MetadataOptions.addTo(
                SPEC,
                Map.of(
                        "penstock.priority", "high",
                        "penstock.weight", "2.5",
                        "penstock.skip_invalid", "true",
                        "penstock.fail_on", "filtered,truncated",
                        "penstock.slice", "auto",
                        "penstock.shard", "100",
                        "penstock.model", "7",
                        "mine", "penstock.nothing"));

        spec.validate();
        assertThat(spec.priority()).isEqualTo(Urgency.HIGH);
        assertThat(spec.weight()).isEqualTo(2.5);
        assertThat(spec.skipInvalid()).isTrue();
        assertThat(spec.failOn()).containsExactly(IncompleteAnswer.TRUNCATED, IncompleteAnswer.FILTERED);
        assertThat(spec.shard()).isEqualTo(100);
        assertThat(spec.model()).contains("7");
    }

    @ParameterizedTest
    @CsvSource({
        "penstock.prority, high, did you mean penstock.priority?",
        "penstock.input, file:///etc/passwd, there is no metadata key",
        "penstock.tenant, other, there is no metadata key",
        "penstock.store, 0a1b2c3d, there is no metadata key",
        "penstock.rerun, judge, there is no metadata key",
        "penstock.weight, heavy, a number from 0.001 to 1000",
        "penstock.skip_invalid, yes, true or false",
        "penstock.fail_on, short, 'one or several of truncated, filtered, declined, empty'",
    })
    void refusesWhatItDoesNotKnow(String key, String value, String said) {
        assertThatThrownBy(() -> MetadataOptions.addTo(SPEC, Map.of(key, value)))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining(said);
    }
}
