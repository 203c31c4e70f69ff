package dev.penstock.starter.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.activities.tokens.TokenCount;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.InputSource;
import dev.penstock.store.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputScanTest {
    private static final String[] WORDS =
            "the quick brown fox jumps over a lazy dog reviewing résumés in 2026".split(" ");

    @TempDir
    Path folder;

    private final List<RequestDemand> seen = new ArrayList<>();
    private final Random random = new Random(7);

    @Test
    void everyLineOfAShortInputIsCounted() throws IOException {
        Path input = write("in.jsonl", 300, 40);

        InputScan.Found found = scan(input).all();

        assertThat(found.requests()).isEqualTo(300);
        assertThat(found.counted()).isEqualTo(300);
        assertThat(found.errorPercent()).isZero();
        assertThat(scan(input).quick().counted())
                .as("no excerpt of what is short")
                .isEqualTo(300);
    }

    @Test
    void ofMoreLinesASampleTellsTheTokensWithinTheStatedError() throws IOException {
        Path input = write("in.jsonl", 101_000, 6);
        long all = exactly(input);

        InputScan.Found found = scan(input).all();

        assertThat(found.requests()).isEqualTo(101_000);
        assertThat(found.counted()).isBetween(23_000L, 27_000L);
        assertThat(found.errorPercent()).isPositive().isLessThan(1);
        assertThat(tokens(found)).isBetween(all * 0.99, all * 1.01);
    }

    @Test
    void anExcerptTellsRequestsAndTokensRoughly() throws IOException {
        Path input = write("in.jsonl", 20_000, 40);
        long all = exactly(input);

        InputScan.Found found = scan(input).quick();

        assertThat(found.isExact()).isFalse();
        assertThat(found.counted()).isLessThan(5_000);
        assertThat((double) found.requests()).isBetween(19_000.0, 21_000.0);
        assertThat(tokens(found)).isBetween(all * 0.95, all * 1.05);
    }

    @Test
    void aTableIsSampledAllOverAndItsRecordsAreCounted() throws IOException {
        Path input = folder.resolve("in.csv");
        try (var out = Files.newBufferedWriter(input, StandardCharsets.UTF_8)) {
            out.write("name,prompt\n");
            for (int i = 0; i < 60_000; i++) {
                // The head is not like the rest, and there are line breaks within quotes.
                String text = i < 5_000 ? words(40) : words(4) + (i % 3 == 0 ? "\nand a \"\"second\"\" line" : "");
                out.write("n%d,\"%s\"\n".formatted(i, text));
            }
        }
        scan(input).all();
        double tokens = seen.stream().mapToLong(RequestDemand::input).sum();

        InputScan.Found found = scan(input).quick();

        assertThat(found.requests()).isEqualTo(60_000);
        assertThat(found.isExact()).isFalse();
        assertThat(found.counted()).isLessThan(20_000);
        assertThat(found.errorPercent()).isBetween(0.1, 5.0);
        assertThat(tokens(found)).isBetween(tokens * 0.95, tokens * 1.05);
    }

    @Test
    void aPackedInputIsJudgedByItsBeginning() throws IOException {
        Path input = write("in.jsonl", 20_000, 40);
        Path packed = folder.resolve("in.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(input, out);
        }

        InputScan.Found found = scan(packed).quick();

        assertThat(found.isExact()).isFalse();
        assertThat((double) found.requests()).isBetween(16_000.0, 24_000.0);
    }

    @Test
    void linesLongerThanAnExcerptAreAllRead() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), line("x ".repeat(200_000)) + line("y".repeat(99)));

        assertThat(scan(input).quick().requests()).isEqualTo(2);
    }

    @Test
    void linesThatAreNoRequestsAreSaidToBeNone() throws IOException {
        Path input = Files.writeString(folder.resolve("in.jsonl"), line("hello") + "{\"custom_id\":\n\n");

        InputScan.Found found = scan(input).all();

        assertThat(found.requests()).isEqualTo(2);
        assertThat(found.unreadable()).isEqualTo(1);
        assertThat(seen).singleElement().satisfies(asked -> {
            assertThat(asked.model()).isEqualTo("usual");
            // One word, and what OpenAI adds to a chat of one message.
            assertThat(asked.input()).isEqualTo(1 + 4 + 3);
            assertThat(asked.limit()).hasValue(5);
        });
    }

    private InputScan scan(Path input) {
        seen.clear();
        BatchSpec spec = BatchSpec.of(input.toUri().toString()).with(SpecKey.MODEL, "usual");
        return new InputScan(new InputSource(input), spec, asked -> seen.add(asked));
    }

    private double tokens(InputScan.Found found) {
        return seen.stream().mapToLong(RequestDemand::input).sum() * found.timesTokens();
    }

    private static long exactly(Path input) throws IOException {
        TokenCount count = new TokenCount();
        long tokens = 0;
        try (var lines = Files.newBufferedReader(input)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                tokens += count.input("usual", Json.MAPPER.readTree(line).path("body"));
            }
        }
        return tokens;
    }

    private Path write(String name, int lines, int mostWords) throws IOException {
        Path file = folder.resolve(name);
        try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            for (int i = 0; i < lines; i++) {
                out.write(line(words(1 + random.nextInt(mostWords))));
            }
        }
        return file;
    }

    private String words(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> WORDS[random.nextInt(WORDS.length)])
                .collect(Collectors.joining(" "));
    }

    private static String line(String prompt) {
        return "{\"custom_id\":\"a\",\"method\":\"POST\",\"url\":\"/v1/chat/completions\",\"body\":{\"max_tokens\":5,"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}]}}\n";
    }
}
