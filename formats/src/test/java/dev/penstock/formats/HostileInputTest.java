package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.InputLine.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileInputTest {
    private static final BatchSpec SPEC = BatchSpec.of("/in");

    @Test
    void aTemplateThatRepeatsAPlaceMakesNoEndlessPrompt() throws IOException {
        BatchSpec spec = SPEC.with(SpecKey.PROMPT, "{{a}}".repeat(20_000));

        assertThat(first("in.jsonl", "{\"a\":\"" + "x".repeat(20_000) + "\"}", spec))
                .isEqualTo(new Unreadable(1, null, "invalid_request", "makes a prompt of more than 2,097,152 letters"));
    }

    @Test
    void aLineOfFifteenMegabytesIsOneSentence() throws IOException {
        assertThat(first("in.jsonl", "{\"prompt\":\"" + "x".repeat(15_000_000) + "\"}", SPEC))
                .isEqualTo(new Unreadable(1, null, "invalid_request", "the line is longer than 8 MiB"));
    }

    @Test
    void aLineOfMillionsOfValuesIsOneSentence() throws IOException {
        assertThat(first("in.jsonl", "{\"prompt\":\"x\",\"a\":[" + "{},".repeat(2_000_000) + "{}]}", SPEC))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        line -> assertThat(line.message()).contains("more than 400,000 names and values"));
    }

    @Test
    void aRowOfMillionsOfValuesIsRefused() {
        assertThatThrownBy(() -> first("in.csv", "prompt\n" + ",".repeat(3_000_000), SPEC))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has more than 200,000 values");
        assertThatThrownBy(() -> first("in.csv", ",".repeat(3_000_000), SPEC))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has more than 200,000 values");
    }

    @Test
    void aHeaderOfThousandsOfQuotedColumnsIsRead() throws IOException {
        String header =
                "'a0'" + IntStream.range(1, 5_000).mapToObj(",'a%d'"::formatted).collect(Collectors.joining());

        assertThat(first("in.csv", header + "\n'x'" + ",'x'".repeat(4_999), SPEC.with(SpecKey.PROMPT, "{{a0}}")))
                .isInstanceOf(InputLine.Readable.class);
    }

    @Test
    void aHeaderOfOneNameAHundredThousandTimesIsReadAtOnce() throws IOException {
        String header = "a" + ",a".repeat(199_999);

        assertThat(first("in.csv", header + "\nx" + ",x".repeat(199_999), SPEC.with(SpecKey.PROMPT, "{{a_200000}}")))
                .isInstanceOf(InputLine.Readable.class);
    }

    @Test
    void aModelsNameOfMillionsOfSlashesIsReadAtOnce() throws IOException {
        String body = "{\"model\":\"%s\",\"input\":\"x\"}".formatted("/".repeat(4_000_000));

        assertThat(first("in.jsonl", "{\"custom_id\":\"a\",\"body\":%s}".formatted(body), SPEC))
                .isInstanceOf(InputLine.Readable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/zero", "/dev/null"})
    @EnabledIf("hasDevices")
    void aDeviceIsNoInput(String device) {
        assertThatThrownBy(() -> InputSource.of(device).open())
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("is a pipe or a device, not a file");
    }

    static boolean hasDevices() {
        return Path.of("/dev/zero").toFile().exists();
    }

    private static @Nullable InputLine first(String name, String text, BatchSpec spec) throws IOException {
        try (InputReader reader = InputReaders.open(
                new ByteArrayInputStream(text.getBytes(UTF_8)), new InputSource(Path.of("/in", name)), spec)) {
            return reader.next();
        }
    }
}
