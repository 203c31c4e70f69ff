package dev.penstock.service.prompts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.service.BodyLimits;
import dev.penstock.service.errors.ApiFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptsBodyTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 1_000})
    void textsAndObjectsBecomeLinesAndTheRestOptions(int start) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        PromptsBody body = read(
                "{\"model\":\"m\",\"prompts\":[\"a \\u00e9\",{\"text\":\"b\",\"n\":1.10,\"list\":[[],{}]}],\"max_tokens\":5}",
                start,
                lines);

        assertThat(lines.toString(UTF_8).lines())
                .containsExactly("{\"prompt\":\"a é\"}", "{\"text\":\"b\",\"n\":1.10,\"list\":[[],{}]}");
        assertThat(body.options()).hasToString("{\"model\":\"m\",\"max_tokens\":5}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'prompts':[1]} | prompt 1 is neither a string nor an object",
                "{'prompts':[]} | prompts must be a list",
                "{'prompts':'a'} | prompts must be a list",
                "{'prompts':['a'],'prompts':['b']} | prompts must be a list",
                "{'modle':'m','prompts':['a']} | did you mean 'model'",
                "{'prompts':['a' | the body is not valid JSON",
                "['a'] | not a JSON object",
            })
    void whatIsWrongIsSaid(String text, String said) {
        assertThatThrownBy(() -> read(text.replace('\'', '"'), 1_000, OutputStream.nullOutputStream()))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining(said);
    }

    @Test
    void aMistakeFarBehindTheStartIsNamedByItsPlace() {
        String text = "{\"prompts\":[" + "\"a\",".repeat(10_000) + "x]}";

        assertThatThrownBy(() -> read(text, 100, OutputStream.nullOutputStream()))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("not valid JSON at character 400");
    }

    @Test
    void elevenMillionEmptyPromptsAreRefusedBeforeTheyAreRead() {
        AtomicLong sent = new AtomicLong();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return "{},".charAt((int) (sent.getAndIncrement() % 3));
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                for (int i = from; i < from + length; i++) {
                    bytes[i] = (byte) read();
                }
                return length;
            }
        };

        assertThatThrownBy(() -> new PromptsBody(OutputStream.nullOutputStream())
                        .read("{\"prompts\":[".getBytes(UTF_8), endless))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("more than 500,000 prompts");
        assertThat(sent).hasValueLessThan(4L * BodyLimits.MOST_PROMPTS);
    }

    @Test
    void optionsAreBoundedTogether() {
        String option = "\"model\":\"" + "x".repeat(400_000) + "\",";

        assertThatThrownBy(() ->
                        read("{" + option.repeat(3) + "\"prompts\":[\"a\"]}", 100, OutputStream.nullOutputStream()))
                .isInstanceOf(ApiFailure.class)
                .hasMessageContaining("all options together");
    }

    @Test
    void aTextLongerThanAnyPromptIsRefused() {
        String text = "{\"prompts\":[\"" + "x".repeat(3 << 20) + "\"]}";

        assertThatThrownBy(() -> read(text, 100, OutputStream.nullOutputStream()))
                .isInstanceOf(ApiFailure.class);
    }

    private static PromptsBody read(String text, int start, OutputStream lines) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        int cut = Math.min(start, bytes.length);
        PromptsBody body = new PromptsBody(lines);
        body.read(Arrays.copyOf(bytes, cut), new ByteArrayInputStream(Arrays.copyOfRange(bytes, cut, bytes.length)));
        return body;
    }
}
