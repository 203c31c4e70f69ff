package dev.penstock.service.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-4, bytes 0-4/10",
        "bytes=5-, bytes 5-9/10",
        "bytes=-3, bytes 7-9/10",
        "bytes=-30, bytes 0-9/10",
        "bytes=8-20, bytes 8-9/10",
        "bytes=9-9, bytes 9-9/10",
    })
    void findsThePartThatIsMeant(String header, String part) {
        ContentRange range = ContentRange.of(header, 10).orElseThrow();

        assertThat(range.isThere(10)).isTrue();
        assertThat(range.header(10)).isEqualTo(part);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes=", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=0-1", "bytes=99999999999999999999-"
            })
    void givesAllWhenItCannotBeUnderstood(String header) {
        assertThat(ContentRange.of(header, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
    void saysWhatIsNotThere(String header) {
        assertThat(ContentRange.of(header, 10).orElseThrow().isThere(10)).isFalse();
    }
}
