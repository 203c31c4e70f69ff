package dev.penstock.client.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.store.input.DiskInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BatchQuestionTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///data/n.txt").with(SpecKey.MODEL, "a");

    @Test
    void whatShapesTheAnswersMakesADifference() {
        assertThat(differences(SPEC.with(SpecKey.MODEL, "b").with(SpecKey.PROMPT, "Is {{text}} good?")))
                .containsExactly("model was 'a' and is 'b'", "prompt was not set and is 'Is {{text}} good?'");
        assertThat(differences(SPEC.with(SpecKey.SYSTEM, "x").with(SpecKey.MAX_TOKENS, 7)))
                .containsExactly("max-tokens was not set and is '7'", "system was not set and is 'x'");
        assertThat(differences(SPEC.with(SpecKey.INPUT, "file:///data/n.csv")))
                .containsExactly("format was 'text' and is 'csv'");
    }

    @Test
    void howABatchRunsMakesNone() {
        assertThat(differences(SPEC.with(SpecKey.PRIORITY, "high")
                        .with(SpecKey.TENANT, "t")
                        .with(SpecKey.BUDGET_USD, 1)
                        .with(SpecKey.LANE, "provider-batch")
                        .with(SpecKey.FORMAT, "text")))
                .isEmpty();
        assertThat(differences(SPEC.with(SpecKey.INPUT, "file:///elsewhere/m.txt.gz")))
                .isEmpty();
    }

    @Test
    void anotherProviderMakesADifferenceWhereBothAreKnown() {
        assertThat(question(SPEC, "simulated").differences(question(SPEC, "https://a/v1")))
                .hasToString("[provider was 'simulated' and is 'https://a/v1']");
        assertThat(question(SPEC, null).differences(question(SPEC, "https://a/v1")))
                .isEmpty();
    }

    @Test
    void theOptionsOfStagesAreNamed() {
        BatchSpec before = SPEC.with(SpecKey.STAGES, stages("Sum up {{input.text}}", Map.of("type", "object")));
        BatchSpec now = SPEC.with(SpecKey.STAGES, stages("Sum up {{input.text}}", Map.of("type", "array")));

        assertThat(question(before, null).differences(question(now, null)))
                .hasToString("[stage gist: schema was '{type=object}' and is '{type=array}']");
    }

    @Test
    void anotherSchemaIsAnotherQuestion(@TempDir Path folder) throws IOException {
        BatchSpec text = SPEC.with(SpecKey.SCHEMA, Map.of("const", "1"));
        BatchSpec number = SPEC.with(SpecKey.SCHEMA, Map.of("const", 1));
        Path input = Files.writeString(folder.resolve("n.txt"), "one\n");

        assertThat(differences(text)).containsExactly("schema was not set and is '{\"const\":\"1\"}'");
        assertThat(question(text, null).differences(question(number, null)))
                .hasToString("[schema was '{\"const\":\"1\"}' and is '{\"const\":1}']");
        assertThat(BatchIdentity.of(new DiskInput(input), text, "p"))
                .isNotEqualTo(BatchIdentity.of(new DiskInput(input), number, "p"))
                .isNotEqualTo(BatchIdentity.of(new DiskInput(input), SPEC, "p"));
    }

    @Test
    void longValuesAreShownWhereTheyDiffer() {
        String same = "word ".repeat(100);

        assertThat(differences(SPEC.with(SpecKey.MODEL, "a" + same)).getFirst()).hasSizeLessThan(150);
        assertThat(question(SPEC.with(SpecKey.PROMPT, same + "x"), null)
                        .differences(question(SPEC.with(SpecKey.PROMPT, same + "y"), null)))
                .hasToString("[prompt was '…word word word word x' and is '…word word word word y']");
    }

    @Test
    void theSameContentUnderAnotherEndingIsAnotherBatch(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("n.txt"), "text\none\n");
        Path table = Files.copy(text, folder.resolve("n.csv"));

        assertThat(BatchIdentity.of(new DiskInput(text), SPEC, "p"))
                .isNotEqualTo(BatchIdentity.of(new DiskInput(table), SPEC, "p"));
    }

    private static List<Map<String, Object>> stages(String prompt, Map<String, Object> schema) {
        return List.of(Map.of("name", "gist", "prompt", prompt, "expects", "json_schema", "schema", schema));
    }

    private static List<String> differences(BatchSpec now) {
        return question(SPEC, null).differences(question(now, null)).stream()
                .map(BatchQuestion.Difference::toString)
                .toList();
    }

    private static BatchQuestion question(BatchSpec spec, @Nullable String provider) {
        return BatchQuestion.of(spec.input(), spec, provider);
    }
}
