package dev.penstock.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDataTest {
    @ParameterizedTest
    @CsvSource({
        "' {}', ' {}'",
        "': a\\n\\n :b\\n {}', '{}'",
        "':a', ''",
        "'', ''",
        "' \\n', ' \\n'",
        "'{}\\n: a', '{}\\n: a'"
    })
    void commentsBeforeABodyAreNoPartOfIt(String body, String expected) {
        assertThat(EventData.withoutComments(body.replace("\\n", "\n"))).isEqualTo(expected.replace("\\n", "\n"));
    }

    @Test
    @Timeout(5)
    void commentsWithoutNumberTakeNoLongerThanTheirLength() {
        assertThat(EventData.withoutComments(":\n".repeat(1 << 18) + "{}")).isEqualTo("{}");
    }
}
