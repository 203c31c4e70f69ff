package dev.penstock.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UnusedFieldsTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///in");
    private static final String TABLE = "id,text\n1,a long text\n2,b\n";

    @ParameterizedTest
    @ValueSource(strings = {"Classify: {text}", "Classify: {{text}", "Classify: { {text} }", "Classify the text"})
    void aPromptThatUsesNoFieldOfATableIsRefused(String prompt) {
        assertThatThrownBy(() -> TestingRead.of("in.csv", TABLE, SPEC.with(SpecKey.PROMPT, prompt)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageStartingWith("the prompt uses none of the fields id, text: write {{text}}");
        assertThatThrownBy(() -> TestingRead.of(
                        "in.jsonl", "{\"id\":1,\"text\":\"a long text\"}\n", SPEC.with(SpecKey.PROMPT, prompt)))
                .hasMessageContaining("write {{text}}");
    }

    @Test
    void theFieldThatThePromptNamesIsProposed() {
        assertThatThrownBy(() -> TestingRead.of("in.csv", TABLE, SPEC.with(SpecKey.PROMPT, "Number {id}?")))
                .hasMessageContaining("write {{id}}");
    }

    @Test
    void theSameWordsAreSentAgainIfThatIsWanted() throws IOException {
        BatchSpec repeated = SPEC.with(SpecKey.PROMPT, "A haiku").with(SpecKey.REPEAT, true);

        assertThat(TestingRead.prompts("in.csv", TABLE, repeated)).containsExactly("A haiku", "A haiku");
        assertThat(TestingRead.prompts("in.txt", "a\nb\n", SPEC.with(SpecKey.PROMPT, "A haiku")))
                .containsExactly("A haiku", "A haiku");
    }

    @Test
    void aStageThatUsesNothingIsRefused() {
        BatchSpec stages = SPEC.with(SpecKey.STAGES, List.of(Map.of("name", "gist", "prompt", "Sum up {text}")));

        assertThatThrownBy(() -> TestingRead.of("in.csv", TABLE, stages))
                .hasMessageStartingWith("the prompt of stage \"gist\" uses none of the fields")
                .hasMessageContaining("write {{input.text}}");
    }
}
