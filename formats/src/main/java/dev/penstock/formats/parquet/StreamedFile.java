package dev.penstock.formats.parquet;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A stream as the library's file: Parquet is written from its beginning to its end. */
record StreamedFile(OutputStream out) implements OutputFile {
    @Override
    public PositionOutputStream create(long blockSize) {
        return new Counted(out);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
        return new Counted(out);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    /** Counts the bytes, and leaves the stream open, which is somebody else's. */
    private static final class Counted extends PositionOutputStream {
        private final OutputStream out;
        private long position;

        private Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int next) throws IOException {
            out.write(next);
            position++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}
