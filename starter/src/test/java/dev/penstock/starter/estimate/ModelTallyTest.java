package dev.penstock.starter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.starter.estimate.OutputHistory.Answers;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelTallyTest {
    private static final OptionalLong NO_LIMIT = OptionalLong.empty();

    @Test
    void aRequestsOwnLimitIsWhatIsExpectedWhereNothingIsRemembered() {
        ModelTally tally = new ModelTally(null, NO_LIMIT);

        tally.add(chat(OptionalLong.of(50)));
        tally.add(chat(OptionalLong.of(30)));

        ModelTally.Sums sums = tally.times(1, 1);
        assertThat(sums.expected()).isEqualTo(80);
        assertThat(sums.most()).hasValue(80);
        assertThat(sums.basis()).isEqualTo("the limits that requests set");
    }

    @Test
    void whatTheModelUsedToAnswerIsExpectedWithinTheLimit() {
        ModelTally tally = new ModelTally(new Answers(10, 400), OptionalLong.of(1000));

        tally.add(chat(OptionalLong.of(500)));
        tally.add(chat(OptionalLong.of(5)));
        tally.add(chat(NO_LIMIT));

        ModelTally.Sums sums = tally.times(1, 1);
        assertThat(sums.expected()).isEqualTo(40 + 5 + 40);
        assertThat(sums.most()).hasValue(500 + 5 + 1000);
        assertThat(sums.basis()).isEqualTo("40 on average in 10 earlier answers");
    }

    @Test
    void withoutAnyKnowledgeItIsAssumedAndNothingBoundsIt() {
        ModelTally tally = new ModelTally(null, NO_LIMIT);

        tally.add(chat(NO_LIMIT));

        ModelTally.Sums sums = tally.times(10, 20);
        assertThat(sums.requests()).isEqualTo(10);
        assertThat(sums.input()).isEqualTo(20 * 100);
        assertThat(sums.expected()).isEqualTo(10 * ModelTally.ASSUMED);
        assertThat(sums.most()).isEmpty();
        assertThat(sums.basis()).contains("assumed");
    }

    @Test
    void embeddingsHaveNoAnswersInTokens() {
        ModelTally tally = new ModelTally(null, NO_LIMIT);

        tally.add(new RequestDemand("m", "", 100, 0, NO_LIMIT, 400));

        assertThat(tally.times(1, 1).expected()).isZero();
        assertThat(tally.times(1, 1).most()).hasValue(0);
    }

    private static RequestDemand chat(OptionalLong limit) {
        return new RequestDemand("m", "", 100, 1, limit, 400);
    }
}
