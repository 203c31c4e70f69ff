package dev.penstock.starter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.pipeline.Stage;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageCallsTest {
    @ParameterizedTest
    @CsvSource({"map, 100, 100", "vote, 100, 400", "reduce, 100, 11", "reduce, 10, 1", "reduce, 1, 1", "reduce, 101, 14"
    })
    void aStageIsCalledSoOften(String kind, long answers, long calls) {
        Stage stage = new Stage(Map.of("name", "a", "prompt", "x", "kind", kind, "samples", 4, "group", 10));

        assertThat(StageCalls.of(stage, answers)).isEqualTo(calls);
    }
}
