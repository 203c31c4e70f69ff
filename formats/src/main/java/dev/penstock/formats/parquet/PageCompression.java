package dev.penstock.formats.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/** One compression of Parquet's pages. */
enum PageCompression {
    NONE {
        @Override
        byte[] compressed(byte[] page) {
            return page;
        }

        @Override
        byte[] unpacked(byte[] page, int size) {
            return page;
        }
    },
    ZSTD {
        @Override
        byte[] compressed(byte[] page) {
            return Zstd.compress(page, ZSTD_LEVEL);
        }

        @Override
        byte[] unpacked(byte[] page, int size) throws IOException {
            try {
                return sized(Zstd.decompress(page, size), size);
            } catch (ZstdException e) {
                throw new IOException("a page is damaged: " + e.getMessage(), e);
            }
        }
    },
    SNAPPY {
        @Override
        byte[] compressed(byte[] page) throws IOException {
            return Snappy.compress(page);
        }

        @Override
        byte[] unpacked(byte[] page, int size) throws IOException {
            if (Snappy.uncompressedLength(page) != size) {
                throw new IOException("a page is damaged: its length is not the one announced");
            }
            return Snappy.uncompress(page);
        }
    },
    GZIP {
        @Override
        byte[] compressed(byte[] page) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream(page.length / 2 + 64);
            try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
                out.write(page);
            }
            return packed.toByteArray();
        }

        @Override
        byte[] unpacked(byte[] page, int size) throws IOException {
            try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page))) {
                return sized(in.readNBytes(size), size);
            }
        }
    };

    /** The fastest ordinary level: higher ones make files of texts hardly smaller. */
    private static final int ZSTD_LEVEL = 1;

    /**
     * Returns the compression of a name in a file.
     *
     * @throws IllegalArgumentException for one that cannot be read, with a sentence for the user
     */
    static PageCompression of(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> NONE;
            case ZSTD -> ZSTD;
            case SNAPPY -> SNAPPY;
            case GZIP -> GZIP;
            default ->
                throw new IllegalArgumentException(
                        "its pages are compressed with %s, which cannot be read; write it with zstd, snappy or gzip"
                                .formatted(name));
        };
    }

    boolean isNone() {
        return this == NONE;
    }

    abstract byte[] compressed(byte[] page) throws IOException;

    abstract byte[] unpacked(byte[] page, int size) throws IOException;

    private static byte[] sized(byte[] page, int size) throws IOException {
        if (page.length != size) {
            throw new IOException("a page is damaged: its length is not the one announced");
        }
        return page;
    }
}
