package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.starter.cli.output.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileTextTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aFilesTextIsReadWithoutTheLineBreakAtItsEnd() throws IOException {
        Path file = Files.writeString(folder.resolve("prompt.txt"), "Classify:\n\n{{text}}\n\n");

        assertThat(FileText.of("--prompt", "@" + file)).isEqualTo("Classify:\n\n{{text}}\n");
    }

    @Test
    void otherTextsAreMeantAsTheyAre() {
        assertThat(FileText.of("--prompt", "Ask me@example.com")).isEqualTo("Ask me@example.com");
        assertThat(FileText.of("--prompt", "@@alice: {{text}}")).isEqualTo("@alice: {{text}}");
        assertThat(FileText.of("--prompt", null)).isNull();
    }

    @Test
    void aFileThatCannotBeReadIsOneSentence() throws IOException {
        Path binary = Files.write(folder.resolve("image"), new byte[] {(byte) 0xff, 0, 1});

        assertThatThrownBy(() -> FileText.of("--prompt", "@none.txt"))
                .isInstanceOf(UserError.class)
                .hasMessage("--prompt: there is no file 'none.txt'; a text that begins with @ is written @@none.txt");
        assertThatThrownBy(() -> FileText.of("--system", "@" + binary))
                .hasMessage("--system: %s is not text in UTF-8".formatted(binary));
        assertThatThrownBy(() -> FileText.of("--system", "@" + folder)).hasMessageContaining("cannot be read");
    }
}
