package dev.penstock.service.prompts;

import dev.penstock.service.errors.ApiFailure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes a number of bytes on, and refuses the request that has more. */
final class BoundedOutput extends FilterOutputStream {
    private final String what;
    private final int most;
    private int written;

    /**
     * @param what what is written, as in "prompt 3"
     */
    BoundedOutput(OutputStream out, int most, String what) {
        super(out);
        this.most = most;
        this.what = what;
    }

    @Override
    public void write(int one) throws IOException {
        count(1);
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        count(length);
        out.write(bytes, from, length);
    }

    private void count(int length) {
        if (length > most - written) {
            throw ApiFailure.invalid("%s may have %d bytes at most".formatted(what, most), null, null);
        }
        written += length;
    }
}
