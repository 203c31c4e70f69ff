package dev.penstock.activities.answer.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/** Bounds the answers that are checked: values that are cheap to write may be expensive to compare. */
final class AnswerBounds {
    private static final int DEEPEST = 200;
    private static final int MOST_DIGITS = 1_000;

    private AnswerBounds() {}

    /**
     * @throws UncheckableAnswer if a value is nested too deep or a number has too many digits when it is written out
     */
    static void check(JsonNode answer) {
        check(answer, 1);
    }

    private static void check(JsonNode value, int depth) {
        if (depth > DEEPEST) {
            throw new UncheckableAnswer("the answer is nested more than %d levels deep".formatted(DEEPEST));
        }
        if (value.isBigDecimal()) {
            BigDecimal number = value.decimalValue();
            if (Math.abs((long) number.scale()) + number.precision() > MOST_DIGITS) {
                throw new UncheckableAnswer("a number in the answer has more than %,d digits".formatted(MOST_DIGITS));
            }
        }
        for (JsonNode each : value) {
            check(each, depth + 1);
        }
    }
}
