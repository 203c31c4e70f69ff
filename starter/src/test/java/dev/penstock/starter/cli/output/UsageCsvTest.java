package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.IncompleteAnswers;
import dev.penstock.starter.usage.UsageDimension;
import dev.penstock.starter.usage.UsageSum;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsageCsvTest {
    @Test
    void noNameIsAFormula() {
        assertThat(cellOf("=HYPERLINK(\"http://evil.example\")"))
                .isEqualTo("\"'=HYPERLINK(\"\"http://evil.example\"\")\"");
        assertThat(cellOf("+1")).isEqualTo("'+1");
        assertThat(cellOf("-2+3")).isEqualTo("'-2+3");
        assertThat(cellOf("@SUM(A1)")).isEqualTo("'@SUM(A1)");
        assertThat(cellOf("\t=1")).isEqualTo("'\t=1");
        assertThat(cellOf("＝1")).isEqualTo("'＝1");
    }

    @Test
    void otherNamesStayAsTheyAreAndNoNameIsADash() {
        assertThat(cellOf("gpt-4o-mini")).isEqualTo("gpt-4o-mini");
        assertThat(cellOf("-")).isEqualTo("-");
        assertThat(cellOf("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    }

    /** Returns the first cell, as it stands in the line. */
    private static String cellOf(String model) {
        UsageSum sum = new UsageSum(
                Map.of("model", model),
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
                7,
                new BigDecimal("0.0000001"),
                0,
                0,
                IncompleteAnswers.NONE);
        List<String> lines = UsageCsv.lines(List.of(UsageDimension.MODEL), List.of(sum));
        assertThat(lines.getFirst())
                .startsWith("model,requests,answered,dead_letters,")
                .endsWith(",duplicates,possibly_paid,possibly_cost_usd,truncated,filtered,declined,empty");
        assertThat(lines.getLast()).endsWith(",3,2,1,10,0,5,0,1,2,0,0,7,0.0000001,0,0,0,0");
        return lines.getLast().replaceFirst(",3,2,1,10,0,5,0,1,2,0,0,7,0.0000001,0,0,0,0$", "");
    }
}
