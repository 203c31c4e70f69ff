package dev.penstock.formats.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The compressions of Parquet's pages: none, zstd, snappy and gzip, which are those that files have. Parquet's own factory
 * needs a configuration of Hadoop, and with it some thirty libraries.
 */
public final class ParquetCodecs implements CompressionCodecFactory {
    /** A page's header says its size before the page is read; writers make pages of about 1 MiB. */
    private static final int PAGE_BYTES = 256 << 20;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        PageCompression pages = PageCompression.of(name);
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput bytes) throws IOException {
                return pages.isNone() ? bytes : BytesInput.from(pages.compressed(bytes.toByteArray()));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return name;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        PageCompression pages = PageCompression.of(name);
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput bytes, int size) throws IOException {
                refuse(size);
                return pages.isNone() ? bytes : BytesInput.from(pages.unpacked(bytes.toByteArray(), size));
            }

            @Override
            public void decompress(ByteBuffer in, int packed, ByteBuffer out, int size) throws IOException {
                refuse(size);
                byte[] bytes = new byte[packed];
                in.get(bytes);
                out.put(pages.isNone() ? bytes : pages.unpacked(bytes, size));
            }

            @Override
            public void release() {}
        };
    }

    private static void refuse(int size) throws IOException {
        if (size < 0 || size > PAGE_BYTES) {
            throw new IOException("it has a page of more than %d MiB".formatted(PAGE_BYTES >> 20));
        }
    }

    @Override
    public void release() {}
}
