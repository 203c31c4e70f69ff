package dev.penstock.starter.cli.help;

import dev.penstock.starter.cli.output.FileArgument;
import java.nio.file.Path;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Makes the script for bash, which zsh reads, too. */
final class BashCompletion {
    private BashCompletion() {}

    /**
     * Returns the script.
     *
     * @param root is changed, and good for nothing else afterwards
     */
    static String script(CommandLine root) {
        readAsFiles(root.getCommandSpec());
        return AutoComplete.bash(root.getCommandName(), root);
    }

    /** Gives what may name a file the type of one; picocli offers no files for a text. */
    private static void readAsFiles(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (FileArgument.is(option)) {
                command.remove(option);
                command.addOption(OptionSpec.builder(option.names())
                        .paramLabel(option.paramLabel())
                        .type(Path.class)
                        .build());
            }
        }
        for (PositionalParamSpec argument : List.copyOf(command.positionalParameters())) {
            if (FileArgument.is(argument)) {
                command.remove(argument);
                command.addPositional(PositionalParamSpec.builder()
                        .index(argument.index())
                        .paramLabel(argument.paramLabel())
                        .type(Path.class)
                        .build());
            }
        }
        command.subcommands().values().forEach(below -> readAsFiles(below.getCommandSpec()));
    }
}
