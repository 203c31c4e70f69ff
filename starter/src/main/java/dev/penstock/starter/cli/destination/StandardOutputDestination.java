package dev.penstock.starter.cli.destination;

import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.StandardOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Standard output of this process. */
record StandardOutputDestination() implements OutputDestination {
    @Override
    public void checkWritable() {}

    @Override
    public void write(OutputContent content) throws IOException {
        StandardOutput.write(content);
    }

    @Override
    public Optional<Path> file() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "standard output";
    }
}
