package dev.penstock.starter.cli.destination;

import java.io.IOException;
import java.nio.file.attribute.FileTime;

/** The step between output that is whole and its appearance under its name. */
@FunctionalInterface
interface Publication {
    /**
     * Prepares the publication; the output does not appear if this throws.
     *
     * @param bytes the length of the output
     * @param modified the time of change that the output is going to have; 1970 = not known
     */
    void prepare(long bytes, FileTime modified) throws IOException;
}
