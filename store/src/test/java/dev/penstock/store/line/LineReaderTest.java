package dev.penstock.store.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @RepeatedTest(300)
    void linesAndOffsetsGiveTheWholeTextBack(RepetitionInfo trial) throws IOException {
        String text = anyLines(new Random(trial.getCurrentRepetition()));
        byte[] bytes = text.getBytes(UTF_8);

        for (TextLine line : lines(bytes, 1000)) {
            int from = (int) line.offset();
            assertThat(line.text()).isEqualTo(Arrays.copyOfRange(bytes, from, from + line.text().length));
            assertThat(line.hasEnd()).isEqualTo(from + line.text().length < bytes.length);
        }
        assertThat(lines(bytes, 1000))
                .extracting(line -> new String(line.text(), UTF_8))
                .containsExactlyElementsOf(text.lines().toList());
    }

    @Test
    void bearsAByteOrderMarkAndCarriageReturns() throws IOException {
        List<TextLine> lines = lines("\uFEFFa\r\n\r\n\uFEFFb".getBytes(UTF_8), 1000);

        assertThat(lines).extracting(line -> new String(line.text(), UTF_8)).containsExactly("a", "", "\uFEFFb");
        assertThat(lines).extracting(TextLine::offset).containsExactly(0L, 6L, 8L);
        assertThat(lines).extracting(TextLine::isBlank).containsExactly(false, true, false);
    }

    @Test
    void aLineThatIsTooLongIsPassedOverWithoutHoldingIt() throws IOException {
        List<TextLine> lines = lines(("a\n" + "x".repeat(500_000) + "\nb\n").getBytes(UTF_8), 100_000);

        assertThat(lines).extracting(TextLine::isTooLong).containsExactly(false, true, false);
        assertThat(lines).extracting(TextLine::number).containsExactly(1L, 2L, 3L);
        assertThat(lines.get(2).offset()).isEqualTo(500_003);
        assertThat(new String(lines.get(1).text(), UTF_8)).isEqualTo("x".repeat(TextLine.BEGINNING));
    }

    @Test
    void aLineWithoutEndIsNotReadForEver() {
        long[] read = {0};
        InputStream zeros = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return 0;
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                read[0] += length;
                return length;
            }
        };

        assertThatThrownBy(() -> new LineReader(zeros).next())
                .isInstanceOf(IOException.class)
                .hasMessage("line 1 does not end within 256 MiB");
        assertThat(read[0]).isLessThan(300L << 20);
    }

    /** Blank ones too; with a line break at the end or without. */
    private static String anyLines(Random random) {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(60);
        for (int line = 0; line < count; line++) {
            text.append(line == 0 ? "" : "\n").append(letters(random));
        }
        return text.append(random.nextBoolean() ? "\n" : "").toString();
    }

    private static String letters(Random random) {
        return random.ints(random.nextInt(41), 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static List<TextLine> lines(byte[] text, int maxLength) throws IOException {
        List<TextLine> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(new ByteArrayInputStream(text), maxLength)) {
            for (TextLine line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
            assertThat(reader.position()).isEqualTo(text.length);
        }
        return lines;
    }
}
