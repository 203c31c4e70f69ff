package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.Problem;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A failure that names something of an input stays so short that Temporal takes it, however long that is. */
class LongMessagesTest extends PlanTestCase {
    private static final int MOST = 3_000;
    private static final String LONG = "x".repeat(3_000_000);

    static List<String> longInputs() {
        return List.of(
                "%1$s,%1$s\n1,2\n".formatted(LONG),
                "prompt,a\n%s,2,3\n".formatted(LONG),
                "{\"%s\":1}\n".formatted(LONG),
                "{\"custom_id\":\"%1$s\",\"method\":\"%1$s\",\"url\":\"/\",\"body\":{}}\n".formatted(LONG),
                "{\"custom_id\":\"a\",\"url\":\"%s\",\"body\":{}}\n".formatted(LONG),
                request("a", "{\"model\":\"%s\",\"messages\":[]}".formatted(LONG)) + "\n",
                request("a", "{\"model\":\"m\",\"messages\":[],\"n\":\"%s\"}".formatted(LONG)) + "\n",
                "[1,\"%s\"]\n".formatted(LONG),
                "nonsense %s\n".formatted(LONG));
    }

    @Test
    void aModelWithANameOfMegabytesIsRefused() {
        String line =
                request("a", "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}".formatted(LONG));

        assertThat(refusal(input("in.jsonl", line)).first().getFirst().message())
                .isEqualTo("model has a name of 3,000,000 characters, but may have 512 at most");
    }

    @ParameterizedTest
    @MethodSource("longInputs")
    void whatIsWrongIsTold(String input) {
        for (String name : List.of("in.csv", "in.jsonl", "in.json")) {
            BatchSpec spec = BatchSpec.of(write(name, input).toString()).with(SpecKey.PROMPT, "{{a}}");

            assertThatThrownBy(() -> planner().batch(BATCH, spec))
                    .satisfies(failure -> assertThat(
                                    String.valueOf(failure.getMessage()).length())
                            .isLessThan(MOST));
            assertThat(refusal(spec).first())
                    .allSatisfy(problem ->
                            assertThat(problem.message().length()).isLessThanOrEqualTo(Problem.LONGEST_MESSAGE + 1));
        }
    }
}
