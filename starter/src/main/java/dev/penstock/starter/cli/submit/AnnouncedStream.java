package dev.penstock.starter.cli.submit;

import dev.penstock.starter.cli.output.UserError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a download, and refuses one that ends before the length that was announced. */
final class AnnouncedStream extends FilterInputStream {
    private final long announced;
    private final WebInput address;
    private long count;

    /**
     * @param announced the length in bytes; negative = it was not announced
     */
    AnnouncedStream(InputStream in, long announced, WebInput address) {
        super(in);
        this.announced = announced;
        this.address = address;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        counted(read < 0 ? read : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int read = super.read(bytes, from, length);
        counted(read);
        return read;
    }

    private void counted(int read) {
        count += Math.max(0, read);
        if (read < 0 && announced > count) {
            throw new UserError(
                    "%s broke off after %,d of %,d bytes: run it again".formatted(address, count, announced));
        }
    }
}
