package dev.penstock.service.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts the bytes that are written to a file, and takes room for them first. */
final class CountedOutput extends FilterOutputStream {
    private final TenantStorage.Room room;
    private long bytes;

    CountedOutput(OutputStream out, TenantStorage.Room room) {
        super(out);
        this.room = room;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] text, int from, int length) throws IOException {
        room.take(length);
        bytes += length;
        out.write(text, from, length);
    }

    long bytes() {
        return bytes;
    }
}
