package dev.penstock.starter.cli.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.file.FileStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptInputTest {
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    Path folder = Path.of("");

    @Test
    void anInputThatNeverEndsDoesNotFillTheDisk() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        };

        assertThatThrownBy(() -> input().keep(endless, ""))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("standard input is longer than 64 GiB");
        assertThat(folder.resolve("inputs")).isEmptyDirectory();
    }

    @Test
    void theSameContentIsKeptUnderTheSameNameInTheStore() throws IOException {
        Path kept = keep();

        assertThat(kept).hasContent("ab").hasParent(folder.resolve("inputs"));
        assertThat(kept.toString()).endsWith(".csv.gz");
        assertThat(keep()).isEqualTo(kept);
    }

    private Path keep() throws IOException {
        return input().keep(new ByteArrayInputStream(new byte[] {'a', 'b'}), ".csv.gz")
                .path()
                .orElseThrow();
    }

    private KeptInput input() {
        return new KeptInput(new FileStore(folder, Clock.systemUTC()), "standard input", MEBIBYTE);
    }
}
