package dev.penstock.store.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.store.SizeLimits;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SmallTextFileTest {
    @TempDir
    private Path folder;

    @Test
    void aTextIsReadAndAnythingElseIsSaid() throws IOException {
        assertThat(SmallTextFile.read(Files.writeString(folder.resolve("a"), "pools:\n ü")))
                .isEqualTo("pools:\n ü");
        Path binary = Files.write(folder.resolve("b"), new byte[] {(byte) 0xFF, (byte) 0xFE});
        assertThatThrownBy(() -> SmallTextFile.read(binary)).isInstanceOf(CharacterCodingException.class);
        Path large = Files.write(folder.resolve("c"), new byte[SizeLimits.TEXT_FILE_BYTES + 1]);
        assertThatThrownBy(() -> SmallTextFile.read(large)).hasMessage("it has more than 3 MiB");
    }
}
