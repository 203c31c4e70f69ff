package dev.penstock.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncompleteAnswersTest {
    private static final BatchSpec SPEC = BatchSpec.of("file:///in.jsonl");

    @Test
    void aSpecificationNamesThemInATextOrAList() {
        List<IncompleteAnswer> both = List.of(IncompleteAnswer.TRUNCATED, IncompleteAnswer.EMPTY);

        assertThat(SPEC.with(SpecKey.FAIL_ON, "empty, Truncated,empty").failOn())
                .isEqualTo(both);
        assertThat(SPEC.with(SpecKey.FAIL_ON, List.of("truncated", "empty")).failOn())
                .isEqualTo(both);
        assertThat(SPEC.failOn()).isEmpty();
    }

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> SPEC.with(SpecKey.FAIL_ON, "truncated,short").validate())
                .hasMessage("\"fail_on\" must be one or several of truncated, filtered, declined, empty, with commas or"
                        + " as a list, not truncated,short");
        assertThatThrownBy(() -> SPEC.with(SpecKey.FAIL_ON, List.of()).validate())
                .hasMessageContaining("one or several of");
    }

    @Test
    void countsAddUpAndAreAbsentWhereThereIsNothingToCount() {
        IncompleteAnswers sum = IncompleteAnswers.of(IncompleteAnswer.TRUNCATED)
                .plus(IncompleteAnswers.of(IncompleteAnswer.TRUNCATED))
                .plus(IncompleteAnswers.of(IncompleteAnswer.DECLINED))
                .plus(IncompleteAnswers.of(null));

        assertThat(sum.text()).isEqualTo("2 truncated, 1 declined");
        assertThat(new Counts(1, 0, 0, 0, 0, 0, 0, IncompleteAnswers.NONE)).isEqualTo(new Counts(1, 0, 0, 0, 0));
        assertThat(Counts.NONE.plus(new Counts(1, 0, 0, 0, 0, 0, 0, sum)).incompleteAnswers())
                .isEqualTo(sum);
    }
}
