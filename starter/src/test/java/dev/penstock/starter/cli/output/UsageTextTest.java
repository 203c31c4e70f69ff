package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.starter.usage.UsageDimension;
import dev.penstock.starter.usage.UsageSum;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | 0.5 | possibly paid: 3 single completions got no answer. These and the batches' calls without an answer"
                        + " may have cost up to $0.5 more",
                "1 | 0 | possibly paid: 1 single completion got no answer. What that may have cost is not known",
                "0 | 0.5 | possibly paid: the batches' calls without an answer may have cost up to $0.5 more",
            })
    void whatMayHaveBeenPaidForNothingIsTold(int calls, String usd, String said) {
        assertThat(lastLine(calls, usd)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource("0, 0.000")
    void nothingIsToldOfNothing(int calls, String usd) {
        assertThat(lastLine(calls, usd)).startsWith("total ");
    }

    private static String lastLine(int calls, String usd) {
        UsageSum sum = new UsageSum(
                Map.of("model", "m"),
                3,
                2,
                1,
                10,
                0,
                5,
                0,
                null,
                BigDecimal.ONE,
                2,
                0,
                calls,
                new BigDecimal(usd),
                0,
                0,
                IncompleteAnswers.NONE);
        return UsageText.table(List.of(UsageDimension.MODEL), List.of(sum), sum).getLast();
    }
}
