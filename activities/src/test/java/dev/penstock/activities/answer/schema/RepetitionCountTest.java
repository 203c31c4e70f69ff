package dev.penstock.activities.answer.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionCountTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            abc               | 3
            a{3}              | 3
            [a-z]{2,5}x       | 6
            [^]{9}{]{3}       | 3
            \\d{4}-\\p{L}{2}  | 7
            (ab){10}          | 40
            ((a{10}){10}){10} | 1220
            \\Q(a{9})\\E      | 6
            a{1,x}            | 6
            """)
    void countsRepetitionsWrittenOut(String pattern, long count) {
        assertThat(RepetitionCount.of(pattern)).isEqualTo(count);
    }
}
