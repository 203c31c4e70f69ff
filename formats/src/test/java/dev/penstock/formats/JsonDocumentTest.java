package dev.penstock.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class JsonDocumentTest {
    private static final BatchSpec SPEC = BatchSpec.of("/in");
    private static final BatchSpec CLASSIFY = SPEC.with(SpecKey.PROMPT, "{{text}}");

    @ParameterizedTest
    @ValueSource(strings = {"in.json", "in.jsonl", "in.txt", "in.csv", "stdin-1"})
    void anArrayIsReadWhateverItsFileIsCalled(String name) throws IOException {
        String pretty = "[\n  {\n    \"text\": \"a ] \\\"} b\"\n  },\n  {\n    \"text\": \"c\"\n  }\n]\n";

        assertThat(TestingRead.prompts(name, pretty, CLASSIFY)).containsExactly("a ] \\\"} b", "c");
        assertThat(TestingRead.prompts(name, "[{\"text\":\"a\"},{\"text\":\"b\"}]", CLASSIFY))
                .containsExactly("a", "b");
        assertThat(TestingRead.prompts(name, "{\n \"text\": \"a\"\n}\n{\n \"text\": \"b\"\n}\n", CLASSIFY))
                .containsExactly("a", "b");
        assertThat(TestingRead.prompts(name, "[\"a\",\n\"b\"]", CLASSIFY)).containsExactly("a", "b");
    }

    @Test
    void requestsInAnArrayStayByteForByte() throws IOException {
        assertThat(TestingRead.of(
                        "in.json",
                        "[{\"custom_id\":\"a\",\"url\":\"/v1/responses\",\"body\":{ \"input\" : 1.10 }},\n{\"body\":{\"n\": 2}}]",
                        SPEC))
                .containsExactly("1 a /v1/responses { \"input\" : 1.10 }", "2 null null {\"n\": 2}");
    }

    @Test
    void anElementIsNamedByItsLineAndNumbersNeverRepeat() throws IOException {
        String text = "[\n{\"text\":\"a\"},\n\n{\"x\":1},{\"text\":\"c\"}]";

        assertThat(TestingRead.of("in.json", text, CLASSIFY))
                .element(1)
                .isEqualTo("4 invalid_request there is no field \"text\"; the fields are: x");
        assertThat(TestingRead.of("in.json", text, CLASSIFY)).last().asString().startsWith("5 ");
    }

    @Test
    void whatIsBrokenOrCutOffIsOneSentenceWithItsLine() {
        broken("[{\"text\":\"a\"},\n{\"text\":\"b\"", "line 2: an element begins here and never ends");
        broken("[{\"text\":\"a\"},\n", "line 2: the list has no end");
        broken("[{\"text\":\"a\"}\n{\"text\":\"b\"}]", "line 2: a comma or the list's end was expected, not '{'");
        broken("[{\"text\":\"a\"},]", "an element was expected, not ']'");
        broken("[{\"text\":\"a\"}]\nx", "line 2: nothing after the list's end was expected, not 'x'");
        broken("{\n \"text\": \"a\",\n}\n", "it begins as JSON, but is not valid at line 3");
        broken("[{\"text\": a}]", "it begins as JSON, but is not valid at line 1");
        broken("[\n[1,2],\n[3]\n]", "its list holds neither objects nor texts");
    }

    @Test
    void bracketsInATextAreNoArray() throws IOException {
        assertThat(TestingRead.prompts("in.txt", "[1] Smith et al.\n[2] Doe", SPEC))
                .containsExactly("[1] Smith et al.", "[2] Doe");
        assertThat(TestingRead.prompts("stdin", "[INST] hi\n{x} y\n", SPEC)).containsExactly("[INST] hi", "{x} y");
    }

    @Test
    void aFirstLineThatIsBrokenSpoilsNoOther() throws IOException {
        assertThat(TestingRead.of("in.jsonl", "{\"prompt\": \"a\n{\"prompt\":\"b\"}\n", SPEC))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("1 invalid_json_line"),
                        line -> assertThat(line).contains("\"content\":\"b\""));
    }

    @Test
    void aLongArrayTakesNoMemoryAndALongElementIsRefused() throws IOException {
        byte[] element = "{\"text\":\"0123456789\"},".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        long count = 0;
        try (InputReader reader = InputReaders.open(
                new Repeated(element, 500_000), new InputSource(Path.of("/in", "in.json")), CLASSIFY)) {
            while (reader.next() instanceof InputLine.Readable) {
                count++;
            }
        }
        assertThat(count).isEqualTo(500_000);
        assertThat(TestingRead.of("in.json", "[{\"text\":\"" + "x".repeat(9 << 20) + "\"},{\"text\":\"b\"}]", CLASSIFY))
                .first()
                .asString()
                .contains("longer than 8 MiB");
    }

    private static void broken(String text, String said) {
        assertThatThrownBy(() -> TestingRead.of("in.json", text, CLASSIFY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(said);
    }

    /** An array of one element many times, with a last one that ends it. */
    private static final class Repeated extends InputStream {
        private final byte[] element;
        private final long length;
        private long at = -1;

        private Repeated(byte[] element, int times) {
            this.element = element;
            this.length = (long) element.length * times;
        }

        @Override
        public int read() {
            long now = at++;
            if (now < 0) {
                return '[';
            }
            if (now == length - 1) {
                return ']';
            }
            return now < length ? element[(int) (now % element.length)] : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int count) {
            int filled = 0;
            for (int next = filled < count ? read() : -1; next >= 0; next = filled < count ? read() : -1) {
                bytes[from + filled++] = (byte) next;
            }
            return filled == 0 ? -1 : filled;
        }
    }
}
