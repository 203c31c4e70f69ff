package dev.penstock.starter.cli.destination;

import dev.penstock.starter.cli.output.OutputContent;
import dev.penstock.starter.cli.output.StandardOutput;
import java.io.IOException;
import java.util.Optional;

/** Standard output of this process. */
record StandardOutputDestination() implements OutputDestination {
    @Override
    public void checkWritable() {}

    @Override
    public void write(OutputContent content, Publication publication) throws IOException {
        StandardOutput.write(content);
    }

    @Override
    public Optional<PresentOutput> present() {
        return Optional.empty();
    }

    @Override
    public Optional<String> place() {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "standard output";
    }
}
