package dev.penstock.store.file;

import dev.penstock.store.line.LineReader;
import dev.penstock.store.line.TextLine;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Follows a growing file: each call reads the lines that were added since the last one. */
final class FileTail {
    private final Path file;
    private long position;
    private long lines;

    FileTail(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Returns the offset of the first line that has not been read yet. */
    long position() {
        return position;
    }

    /**
     * Reads the lines that were added since the last call.
     *
     * @param limit the offset up to which to read; a line that is incomplete there is left for the next call, or for
     *     good if its writer died
     * @param force whether to force the file to the disk first: for files of other processes, whose lines may not be
     *     durable yet
     */
    void follow(long limit, boolean force, Reader reader) throws IOException {
        if (limit <= position) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            if (force) {
                channel.force(false);
            }
            channel.position(position);
            LineReader in =
                    new LineReader(new Limited(Channels.newInputStream(channel), limit - position), Integer.MAX_VALUE);
            long start = position;
            for (TextLine line = in.next(); line != null && line.hasEnd(); line = in.next()) {
                boolean isLast = start + in.position() == limit;
                if (!accept(reader, line, start, isLast)) {
                    return;
                }
                position = start + in.position();
                lines++;
            }
        }
    }

    private boolean accept(Reader reader, TextLine line, long start, boolean isLast) throws IOException {
        try {
            reader.read(line.text(), start + line.offset());
            return true;
        } catch (IOException e) {
            if (isLast) {
                return false; // torn; reported later if more lines follow
            }
            throw new IOException(
                    "%s, line %d, cannot be read (%s): delete this line to go on, and its request is called again"
                            .formatted(file, lines + 1, e.getMessage()),
                    e);
        }
    }

    /** Receives the lines of the file one by one. */
    interface Reader {
        /**
         * Reads a line.
         *
         * @throws IOException when the line is malformed
         */
        void read(byte[] text, long offset) throws IOException;
    }

    private static final class Limited extends FilterInputStream {
        private long left;

        private Limited(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int read = left == 0 ? -1 : super.read(bytes, from, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
