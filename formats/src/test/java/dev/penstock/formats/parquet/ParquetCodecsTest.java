package dev.penstock.formats.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParquetCodecsTest {
    private static final byte[] PAGE = "positive, negative, mixed; ".repeat(400).getBytes(StandardCharsets.UTF_8);

    private final ParquetCodecs codecs = new ParquetCodecs();

    @ParameterizedTest
    @EnumSource(names = {"UNCOMPRESSED", "ZSTD", "SNAPPY", "GZIP"})
    void unpacksWhatItCompressed(CompressionCodecName name) throws IOException {
        BytesInput packed = codecs.getCompressor(name).compress(BytesInput.from(PAGE));

        assertThat(codecs.getDecompressor(name)
                        .decompress(BytesInput.from(packed.toByteArray()), PAGE.length)
                        .toByteArray())
                .isEqualTo(PAGE);
    }

    @Test
    void refusesAPageThatSaysItIsLargerThanMemory() {
        BytesInput page = BytesInput.from(PAGE);

        assertThatThrownBy(
                        () -> codecs.getDecompressor(CompressionCodecName.ZSTD).decompress(page, Integer.MAX_VALUE))
                .isInstanceOf(IOException.class)
                .hasMessage("it has a page of more than 256 MiB");
    }

    @ParameterizedTest
    @EnumSource(names = {"ZSTD", "SNAPPY", "GZIP"})
    void saysThatAPageIsDamaged(CompressionCodecName name) {
        BytesInput page = BytesInput.from(PAGE);

        assertThatThrownBy(() -> codecs.getDecompressor(name).decompress(page, PAGE.length))
                .isInstanceOf(IOException.class);
    }

    @Test
    void namesACompressionThatItCannotRead() {
        assertThatThrownBy(() -> codecs.getDecompressor(CompressionCodecName.BROTLI))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "its pages are compressed with BROTLI, which cannot be read; write it with zstd, snappy or gzip");
    }
}
