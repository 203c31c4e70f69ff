package dev.penstock.service.prompts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Turns a stream of JSON lines into the elements of a JSON array by replacing line breaks with commas. */
final class ArrayOfLines extends FilterInputStream {
    private static final int NONE = -1;

    private boolean ended;
    private int held = NONE;

    ArrayOfLines(InputStream lines) {
        super(lines);
    }

    @Override
    public int read() throws IOException {
        if (held != NONE) {
            int next = held;
            held = NONE;
            return next;
        }
        int next = in.read();
        while (next == '\n') {
            ended = true;
            next = in.read();
        }
        if (next >= 0 && ended) {
            ended = false;
            held = next;
            return ',';
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (length < 2 || held != NONE) {
            int one = length == 0 ? NONE : read();
            if (one >= 0) {
                bytes[from] = (byte) one;
            }
            return one < 0 ? -1 : 1;
        }
        // One byte is left free in front for the comma after the previous line.
        int read = in.read(bytes, from + 1, length - 1);
        if (read < 0) {
            return -1;
        }
        int to = from;
        for (int at = from + 1; at <= from + read; at++) {
            byte next = bytes[at];
            if (next == '\n') {
                ended = true;
                continue;
            }
            if (ended) {
                bytes[to++] = ',';
                ended = false;
            }
            bytes[to++] = next;
        }
        return to == from ? read(bytes, from, length) : to - from;
    }
}
