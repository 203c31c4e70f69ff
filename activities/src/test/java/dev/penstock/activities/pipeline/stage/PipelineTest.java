package dev.penstock.activities.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.contracts.pipeline.Pipeline;
import dev.penstock.contracts.pipeline.WrongStage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineTest {
    @Test
    void knowsWhatDependsOnAStage() {
        Pipeline pipeline = pipeline("Facts: {{input.text}}", "Price of {{a}}", "Name in {{input.text}}", "{{b}}");

        assertThat(pipeline.dependingOn("b")).containsExactly("b", "d");
        assertThat(pipeline.dependingOn("a")).containsExactly("a", "b", "d");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {{b}}           | refers to {{b}}, which comes later
        {{a}}           | refers to {{a}}, which is itself
        {{text}}        | and there is no such stage; did you mean {{input.text}}?
        {{ inputs.x }}  | and there is no such stage
        {{file:a.txt}}  | but a pipeline sends no files; use --prompt without stages
        """)
    void refusesAPlaceThatNothingCanFill(String prompt, String why) {
        assertThatThrownBy(() -> pipeline(prompt, "x"))
                .isInstanceOfSatisfying(WrongStage.class, wrong -> {
                    assertThat(wrong.index()).isZero();
                    assertThat(wrong.key()).isEqualTo("prompt");
                })
                .hasMessageContaining(why);
    }

    @Test
    void refusesAFieldOfWhatIsNoJson() {
        assertThatThrownBy(() -> pipeline("x", "{{a.price}}")).hasMessageContaining("does not answer JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        concurency  | 3         | a stage has no "concurency"; did you mean "concurrency"?
        concurrency | 0         | "concurrency" must be a whole number from 1 to 10000, not 0
        kind        | fold      | "kind" must be map, vote or reduce, not fold
        kind        | reduce    | stage "a" of kind reduce must be the last of several stages
        group       | 3         | only a stage of kind reduce has a "group"
        samples     | 3         | only a stage of kind vote has "samples"
        expects     | json_schema | "expects" json_schema needs a "schema"
        """)
    void saysWhatAKeyMayHold(String key, String value, String why) {
        Object typed = value.matches("\\d+") ? (Object) Integer.valueOf(value) : value;

        assertThatThrownBy(() -> Pipeline.of(List.of(Map.of("name", "a", "prompt", "x", key, typed))))
                .hasMessage(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Sum up          | the prompt of stage "z" needs {{answers}}, where a group's answers go
        {{answers}}{{a}} | stage "z" refers to {{a}}, but a stage of kind reduce knows {{answers}} only
        """)
    void aReduceKnowsNothingButAnswers(String prompt, String why) {
        assertThatThrownBy(() -> reduced(prompt)).hasMessage(why);
    }

    @Test
    void whatIsReducedDependsOnTheStageBefore() {
        Pipeline pipeline = reduced("Sum up {{answers}}");

        assertThat(pipeline.dependingOn("a")).containsExactly("a", "z");
        assertThat(pipeline.each()).hasSize(1);
        assertThat(pipeline.reduce().orElseThrow().group()).isEqualTo(10);
    }

    private static Pipeline reduced(String prompt) {
        return Pipeline.of(List.of(
                Map.of("name", "a", "prompt", "{{input.text}}"),
                Map.of("name", "z", "prompt", prompt, "kind", "reduce")));
    }

    @Test
    void aBatchWithStagesHasNoPromptOfItsOwn() {
        BatchSpec spec = BatchSpec.of("file:///x")
                .with(SpecKey.STAGES, List.of(Map.of("name", "a", "prompt", "x")))
                .with(SpecKey.PROMPT, "y");

        assertThatThrownBy(spec::validate).hasMessageContaining("cannot have \"prompt\"");
    }

    /** Called a, b, c, … */
    private static Pipeline pipeline(String... prompts) {
        List<String> all = List.of(prompts);
        return Pipeline.of(Stream.of(prompts)
                .map(prompt -> Map.of("name", String.valueOf((char) ('a' + all.indexOf(prompt))), "prompt", prompt))
                .toList());
    }
}
