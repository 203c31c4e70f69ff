package dev.penstock.activities.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.api.Encoding;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTokensTest {
    private final Encoding encoding = TokenCount.encoding("gpt-4o-mini");

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4", "gpt-4o-mini"})
    void aLongTextOfUsualWordsIsCountedExactly(String model) {
        Encoding usual = TokenCount.encoding(model);
        String[] words = {
            "word",
            "größer",
            "don't",
            "12345",
            "…",
            "“quoted,”",
            "日本語の文",
            "x=1;\n",
            "\n\n  y",
            "\t",
            "a  b",
            "🙂",
            "end.\r\n"
        };
        Random random = new Random(7);
        String text = IntStream.range(0, 20_000)
                .mapToObj(i -> words[random.nextInt(words.length)])
                .collect(Collectors.joining(" "));

        assertThat(TextTokens.count(usual, text)).isEqualTo(usual.countTokensOrdinary(text));
    }

    @Test
    void aLongWordCountsWithItsBytesAtMostAndNeverTooLow() {
        for (String part : new String[] {"ab", "é", "日", "🙂", "-", "7", "\n", "aB3"}) {
            String text = "before " + part.repeat(20_000 / part.length()) + " behind";

            assertThat(TextTokens.count(encoding, text))
                    .as(part)
                    .isBetween((long) encoding.countTokensOrdinary(text), 100_000L);
        }
    }

    @Test
    @Timeout(10)
    void aWordOfMegabytesTakesNoTime() {
        assertThat(TextTokens.count(encoding, "x".repeat(8 << 20))).isEqualTo(8 << 20);
        assertThat(TextTokens.count(encoding, " ".repeat(8 << 20))).isGreaterThan(100_000);
    }
}
