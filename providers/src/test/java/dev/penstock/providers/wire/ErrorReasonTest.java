package dev.penstock.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ErrorReasonTest {
    @Test
    void aPageIsNamedByItsTitle() {
        assertThat(ErrorReason.describe("<html><head><title>502 Bad\nGateway</title>"))
                .isEqualTo("an HTML page titled \"502 Bad Gateway\"");
        assertThat(ErrorReason.describe("<title>Unicorn! &middot; R&amp;D &lt;1&gt;</title>"))
                .isEqualTo("an HTML page titled \"Unicorn! · R&D <1>\"");
    }

    @Test
    void aTextIsDescribedInOneShortLine() {
        assertThat(ErrorReason.describe(" Access denied\r\n\tkey\u2028of org\u0085one \n"))
                .isEqualTo("a text that is not JSON: Access denied key of org one");
        assertThat(ErrorReason.describe("a\n".repeat(1_000)))
                .hasSizeLessThan(250)
                .endsWith("a …");
    }

    @Test
    @Timeout(10)
    void aPageThatBeginsMillionsOfTitlesIsDescribedAtOnce() {
        assertThat(ErrorReason.describe("<title".repeat(3_000_000))).isEqualTo("an HTML or XML page without a title");
        assertThat(ErrorReason.describe("<title>".repeat(3_000_000))).isEqualTo("an HTML or XML page without a title");
    }
}
