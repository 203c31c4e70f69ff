package dev.penstock.starter.cli.output;

import java.io.File;
import java.nio.file.Path;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;

/** Tells options and parameters whose values are names of files from others: by their type, or by the label in the help. */
public final class FileArgument {
    private static final Set<Class<?>> TYPES = Set.of(Path.class, File.class);
    private static final String LABEL = "FILE";

    private FileArgument() {}

    public static boolean is(ArgSpec argument) {
        return TYPES.contains(argument.type()) || argument.paramLabel().equals(LABEL);
    }
}
