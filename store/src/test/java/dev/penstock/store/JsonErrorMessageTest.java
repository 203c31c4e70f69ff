package dev.penstock.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonErrorMessageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':1} | not valid JSON at column 2: a name in double quotes was expected, not '''",
                "{\"a\":1,} | not valid JSON at column 8: a name in double quotes was expected, not '}'",
                "{\"a\" 1} | not valid JSON at column 6: a colon was expected, not '1'",
                "{\"ü\":\"b\"c\"} | not valid JSON at column 9: a comma or the end of the object or array was expected, not 'c'",
                "{\"a\":None} | not valid JSON at column 6: a string in double quotes, a number, true, false, null, an object or an array was expected, not 'None'",
                "{\"a\":“x”} | not valid JSON at column 6: a string in double quotes, a number, true, false, null, an object or an array was expected, not '“'",
                "{\"a\":[1,]} | not valid JSON at column 9: a string in double quotes, a number, true, false, null, an object or an array was expected, not ']'",
                "{\"a\":01} | not valid JSON at column 7: the number is wrong at '1'",
                "{\"a\":\"\\x\"} | not valid JSON at column 8: after a backslash one of \" \\ / b f n r t was expected, or u and four hexadecimal digits, not 'x'",
                "{\"a\":1]} | not valid JSON at column 7: ']' has no opening bracket or brace before it",
                "{\"a\":1},{\"b\":2} | not valid JSON at column 8: nothing was expected after the first object, but ',' follows",
                "{\"a\":1} {\"b\":2} | not valid JSON at column 9: nothing was expected after the first object, but '{' follows",
                "{\"a\":\"b | not valid JSON at column 8: the text ends where a quote, a closing brace or a bracket was expected",
                "nonsense | not a JSON object: '{' was expected, not 'nonsense'",
            })
    void whatWasExpectedIsToldInPlainWords(String line, String told) {
        assertThat(mistake(line, text -> Json.MAPPER.readTree(text))).isEqualTo(told);
        assertThat(mistake(line, text -> Json.visitObject(text, (name, value) -> {})))
                .isEqualTo(told);
    }

    @Test
    void ofSeveralLinesTheLineIsNamed() {
        assertThat(mistake("{\n \"a\" 1}", text -> Json.MAPPER.readTree(text)))
                .isEqualTo("not valid JSON at line 2, column 6: a colon was expected, not '1'");
    }

    @ParameterizedTest
    @CsvSource({"'{\"a\":\"x\ty\"}', control character", "'{\"a\":-}', the number is wrong"})
    void noWordOfTheParsersIsLeft(String line, String told) {
        assertThat(mistake(line, text -> Json.MAPPER.readTree(text)))
                .contains(told)
                .doesNotContain("code 9", "Source");
    }

    private interface Parsing {
        void parse(byte[] text) throws IOException;
    }

    private static String mistake(String line, Parsing parsing) {
        byte[] text = line.getBytes(UTF_8);
        try {
            parsing.parse(text);
            return "none";
        } catch (IOException e) {
            return Json.reason(e, text);
        }
    }
}
