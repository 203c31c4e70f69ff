package dev.penstock.service.prompts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrayOfLinesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 100})
    void putsCommasBetweenLinesHoweverItIsRead(int portion) throws IOException {
        assertThat(read("{1}\n{2}\n{3}\n", portion)).isEqualTo("{1},{2},{3}");
        assertThat(read("{1}\n\n{2}", portion)).isEqualTo("{1},{2}");
        assertThat(read("", portion)).isEmpty();
    }

    private static String read(String lines, int portion) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[portion];
        try (InputStream in = new ArrayOfLines(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)))) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
