package dev.penstock.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
    @Test
    void ordinaryTextOfAnyLanguageIsTheSameObject() {
        String text = "naïve „Grüße“ 日本語 שלום مرحبا 👩‍👩‍👧 \\u001b";

        assertThat(PrintableText.lines(text)).isSameAs(text);
    }

    @Test
    void escapeSequencesCannotReachATerminal() {
        String title = "\u001b]0;owned\u0007";
        String link = "\u001b]8;;https://evil.example\u001b\\safe\u001b]8;;\u001b\\";
        String clipboard = "\u009d52;c;cm0gLXJmIC8=\u009c";

        assertThat(PrintableText.lines(title)).isEqualTo("\\u001b]0;owned\\u0007");
        assertThat(PrintableText.lines(link)).doesNotContain("\u001b").contains("\\u001b]8;;https://evil.example");
        assertThat(PrintableText.lines(clipboard)).isEqualTo("\\u009d52;c;cm0gLXJmIC8=\\u009c");
        assertThat(PrintableText.lines("\u007f\u0000\b")).isEqualTo("\\u007f\\u0000\\u0008");
    }

    @Test
    void textCannotBeTurnedRoundOrBrokenByUnicode() {
        assertThat(PrintableText.line("exe\u202egpj.\u2066x\u2069")).isEqualTo("exe\\u202egpj.\\u2066x\\u2069");
        assertThat(PrintableText.line("a\u2028b\u2029c\u0085d")).isEqualTo("a\\u2028b\\u2029c\\u0085d");
    }

    @Test
    void aLineIsOneLineAndLinesKeepTheirBreaks() {
        assertThat(PrintableText.line("a\r\n\tb\n")).isEqualTo("a\\r\\n\tb\\n");
        assertThat(PrintableText.lines("a\n\tb\n")).isEqualTo("a\n\tb\n");
        assertThat(PrintableText.lines("safe\rforged")).isEqualTo("safe\\rforged");
    }

    @Test
    void aProblemOfAnInputIsOneLine() {
        Problem problem =
                new Problem(17, "duplicate_custom_id", "custom_id 'a\npenstock: all is well' was already used");

        assertThat(problem.toString()).hasLineCount(1).startsWith("line 17: duplicate_custom_id: ");
    }

    @Test
    void markdownIsNeitherALinkNorAnImageNorACell() {
        assertThat(MarkdownText.code("![x](http://evil.example/?q) <img src=x>"))
                .isEqualTo("`![x](http://evil.example/?q) <img src=x>`");
        assertThat(MarkdownText.code("a`b`|c\n\n# d")).isEqualTo("`a'b'¦c\\n\\n# d`");
        assertThat(MarkdownText.code(" ")).isEmpty();
    }
}
