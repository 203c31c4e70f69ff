package dev.penstock.contracts.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.SpecLimits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(10)
class SpecSizesTest {
    private static final String LONG = "x".repeat(1_900_000);

    @ParameterizedTest
    @EnumSource
    void noValueIsLongerThanItHasAUseAndIsNotRepeatedInFull(SpecKey key) {
        BatchSpec spec = BatchSpec.of("/in").with(key, LONG);

        assertThatThrownBy(spec::validate)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void aLongUnknownKeyIsRefusedInAShortSentence() {
        assertThatThrownBy(() -> new BatchSpec(Map.of("input", "/in", LONG, 1)).validate())
                .hasMessageContaining("did you mean")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    @Test
    void aPipelineHasFiftyStagesAtMost() {
        assertThatCode(() -> pipeline(SpecLimits.STAGES).validate()).doesNotThrowAnyException();
        assertThatThrownBy(() -> pipeline(SpecLimits.STAGES + 1).validate()).hasMessageContaining("1 to 50 stages");
    }

    @Test
    void aStagesPromptIsBoundedToo() {
        Map<String, Object> stage = Map.of("name", "a", "prompt", LONG);

        assertThatThrownBy(() -> BatchSpec.of("/in")
                        .with(SpecKey.STAGES, Collections.singletonList(stage))
                        .validate())
                .hasMessageContaining("at most 1,048,576 letters")
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(400));
    }

    private static BatchSpec pipeline(int stages) {
        List<Map<String, String>> all = IntStream.range(0, stages)
                .mapToObj(stage -> Map.of("name", "s" + stage, "prompt", "{{input.text}}"))
                .toList();
        return BatchSpec.of("/in").with(SpecKey.STAGES, all);
    }
}
