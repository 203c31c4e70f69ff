package dev.penstock.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import dev.penstock.contracts.batch.BatchSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class PackedInputTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"in.txt.gz", "in.txt", "in.txt.zst", "in"})
    void packedContentIsUnpackedUnderAnyName(String name) throws IOException {
        assertThat(prompts(name, gzip("a\nb\n"))).containsExactly("a", "b");
        assertThat(prompts(name, Zstd.compress("a\nb\n".getBytes(UTF_8)))).containsExactly("a", "b");
    }

    @Test
    void severalMembersAreOneContent() throws IOException {
        String long1 = "x".repeat(300_000) + "\n";
        byte[] gzip = concat(gzip(long1), gzip(""), gzip("b\nc"), gzip("d\n"));
        byte[] zstd = concat(Zstd.compress(long1.getBytes(UTF_8)), Zstd.compress("b\ncd\n".getBytes(UTF_8)));

        assertThat(prompts("in.txt.gz", gzip)).hasSize(3).endsWith("b", "cd");
        assertThat(prompts("in.txt.zst", zstd)).hasSize(3).endsWith("b", "cd");
    }

    @Test
    void cutOffContentIsOneSentence() {
        byte[] gzip = gzip("some text that is longer than its head\n".repeat(100));
        byte[] zstd = Zstd.compress(
                "some text that is longer than its head\n".repeat(100).getBytes(UTF_8));

        assertThatThrownBy(() -> prompts("in.txt.gz", Arrays.copyOf(gzip, gzip.length - 20)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("its gzip content is damaged or cut off");
        assertThatThrownBy(() -> prompts("in.txt.zst", Arrays.copyOf(zstd, zstd.length - 5)))
                .isInstanceOf(UnreadableInputException.class)
                .hasMessageContaining("its zstd content is damaged or cut off");
    }

    @Test
    void aPackedNameWithPlainContentIsRefused() {
        assertThatThrownBy(() -> prompts("in.txt.gz", "plain\n".getBytes(UTF_8)))
                .hasMessageContaining("cannot be read: its name is that of a packed file, but it is not packed");
    }

    private List<String> prompts(String name, byte[] content) throws IOException {
        InputSource source = new InputSource(Files.write(folder.resolve(name), content));
        try (InputReader reader = InputReaders.open(source, BatchSpec.of("/in"))) {
            return TestingRead.of(reader).stream()
                    .map(line -> line.replaceFirst(".*\"content\":\"", "").replaceFirst("\"}]}$", ""))
                    .toList();
        } catch (IOException e) {
            throw source.unreadable(e);
        }
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return packed.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
