package dev.penstock.starter.cli.job;

import dev.penstock.client.batch.InputName;
import dev.penstock.starter.cli.output.FileArgument;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.OptionSpec;

/** Finds the paths among the values of a job or command line, and writes them in another way. */
record JobPaths(UnaryOperator<Path> written) {
    private static final String TEXT_OF_FILE = "@";

    /** Returns an input, which may also be standard input or an address. */
    String input(String text) {
        return text.equals("-") || InputName.isAddress(text)
                ? text
                : written.apply(Path.of(text)).toString();
    }

    /** Returns the value of an option, which may be a path, or the text of a file: {@code @prompt.txt}. */
    String value(OptionSpec option, String text) {
        if (FileArgument.is(option)) {
            return input(text);
        }
        // Only options whose text may come from a file know this form, and they say so in their label.
        return text.startsWith(TEXT_OF_FILE) && option.paramLabel().contains(TEXT_OF_FILE)
                ? TEXT_OF_FILE + input(text.substring(1))
                : text;
    }
}
