package dev.penstock.starter.cli.output;

import java.io.IOException;
import java.io.OutputStream;

/** The content of an output file, which writes itself to a stream. */
@FunctionalInterface
public interface OutputContent {
    /** Writes the whole content; leaves the stream open. */
    void writeTo(OutputStream out) throws IOException;
}
