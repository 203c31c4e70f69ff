package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.starter.cli.output.UserError;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputArgumentTest {
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    Path home = Path.of("");

    @Test
    void standardInputThatNeverEndsDoesNotFillTheDisk() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        };

        assertThatThrownBy(() -> InputArgument.keep(endless, home, MEBIBYTE))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("standard input is longer than 64 GiB");
        assertThat(home.resolve("stdin")).isEmptyDirectory();
    }

    @Test
    void standardInputIsKept() throws IOException {
        Path kept = InputArgument.keep(new ByteArrayInputStream(new byte[] {'a', 'b'}), home, MEBIBYTE);

        assertThat(kept).hasContent("ab");
    }
}
