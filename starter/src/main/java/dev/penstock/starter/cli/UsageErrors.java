package dev.penstock.starter.cli;

import dev.penstock.contracts.PrintableText;
import dev.penstock.starter.cli.output.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a mistake in the arguments in a line or two; the whole help would push the message off the screen. */
public final class UsageErrors implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("penstock: " + PrintableText.lines(sentence(mistake)));
        if (command.getParent() == null && args.length == 0) {
            command.usage(err);
        } else if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("see `%s --help`".formatted(command.getCommandSpec().qualifiedName()));
        }
        err.flush();
        return ExitCode.WRONG_USE;
    }

    private static String sentence(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            // The values of an unknown option are unmatched too, but are not the mistake.
            List<String> options = unmatched.getUnmatched().stream()
                    .filter(argument -> argument.startsWith("-"))
                    .toList();
            return "unknown option " + String.join(", ", options);
        }
        return String.valueOf(mistake.getMessage())
                .replaceFirst("^Missing required subcommand$", "no command given")
                .replaceFirst("^Unmatched arguments? (at|from) index \\d+: ", "unexpected argument ")
                .replaceFirst(" is not an? (long|int)$", " is not a whole number")
                .replaceFirst(" is not a double$", " is not a number");
    }
}
