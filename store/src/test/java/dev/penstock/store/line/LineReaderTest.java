package dev.penstock.store.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Property
    void linesAndOffsetsGiveTheWholeTextBack(
            @ForAll List<@StringLength(max = 40) @CharRange(from = 'a', to = 'z') String> texts,
            @ForAll boolean endsWithLineBreak)
            throws IOException {
        String text = String.join("\n", texts) + (endsWithLineBreak ? "\n" : "");
        byte[] bytes = text.getBytes(UTF_8);

        for (Line line : lines(bytes, 1000)) {
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
        List<Line> lines = lines("\uFEFFa\r\n\r\n\uFEFFb".getBytes(UTF_8), 1000);

        assertThat(lines).extracting(line -> new String(line.text(), UTF_8)).containsExactly("a", "", "\uFEFFb");
        assertThat(lines).extracting(Line::offset).containsExactly(0L, 6L, 8L);
        assertThat(lines).extracting(Line::isBlank).containsExactly(false, true, false);
    }

    @Test
    void aLineThatIsTooLongIsPassedOverWithoutHoldingIt() throws IOException {
        List<Line> lines = lines(("a\n" + "x".repeat(500_000) + "\nb\n").getBytes(UTF_8), 100_000);

        assertThat(lines).extracting(Line::isTooLong).containsExactly(false, true, false);
        assertThat(lines).extracting(Line::number).containsExactly(1L, 2L, 3L);
        assertThat(lines.get(2).offset()).isEqualTo(500_003);
    }

    private static List<Line> lines(byte[] text, int maxLength) throws IOException {
        List<Line> lines = new ArrayList<>();
        try (LineReader reader = new LineReader(new ByteArrayInputStream(text), maxLength)) {
            for (Line line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
            assertThat(reader.position()).isEqualTo(text.length);
        }
        return lines;
    }
}
