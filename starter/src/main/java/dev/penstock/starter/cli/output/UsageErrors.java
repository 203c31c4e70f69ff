package dev.penstock.starter.cli.output;

import dev.penstock.contracts.PrintableText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Prints a mistake in the arguments in a line or two; the whole help would push the message off the screen. */
public final class UsageErrors implements IParameterExceptionHandler {
    private static final Pattern CHOICES = Pattern.compile(
            "Invalid value for (?:option '|positional parameter at index \\d+ \\()(?<what>[^')]+)(?:'|\\)):? ?(?:\\([^)]*\\))?:?"
                    + " expected one of \\[(?<names>[^]]+)] \\(case-\\w+\\) but was (?<was>.*)");

    private final Function<ArgSpec, String> place;

    /** Creates a handler of mistakes that were typed. */
    public UsageErrors() {
        this(argument -> "");
    }

    /**
     * Creates a handler of mistakes in arguments that may have been read from a file.
     *
     * @param place returns file and line of an argument, with which the message begins
     */
    public UsageErrors(Function<ArgSpec, String> place) {
        this.place = place;
    }

    @Override
    public int handleParseException(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("penstock: " + PrintableText.lines(place(mistake) + sentence(mistake)));
        if (command.getParent() == null && args.length == 0) {
            command.usage(err);
        } else if (!UnmatchedArgumentException.printSuggestions(mistake, err)) {
            err.println("see `%s --help`".formatted(command.getCommandSpec().qualifiedName()));
        }
        err.flush();
        return ExitCode.WRONG_USE;
    }

    private String place(ParameterException mistake) {
        return mistake.getArgSpec() == null ? "" : place.apply(mistake.getArgSpec());
    }

    private static String sentence(ParameterException mistake) {
        if (mistake instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            // The values of an unknown option are unmatched too, but are not the mistake.
            List<String> options = unmatched.getUnmatched().stream()
                    .filter(argument -> argument.startsWith("-"))
                    .toList();
            return "unknown option " + String.join(", ", options);
        }
        if (mistake instanceof UnmatchedArgumentException unmatched && takesFile(mistake.getCommandLine())) {
            return "unexpected argument %s; several files are one input as a folder, or as a pattern in quotes: 'data/*.csv'"
                    .formatted(unmatched.getUnmatched().getFirst());
        }
        return String.valueOf(mistake.getMessage())
                .replaceFirst("^Missing required subcommand$", "no command given")
                .replaceFirst("^Unmatched arguments? (at|from) index \\d+: ", "unexpected argument ")
                .replaceFirst(" is not an? (long|int)$", " is not a whole number")
                .replaceFirst(" is not a double$", " is not a number")
                .transform(UsageErrors::withChoices);
    }

    /** Returns a sentence about a value that is none of several, with these as they are typed. */
    private static String withChoices(String sentence) {
        Matcher choices = CHOICES.matcher(sentence);
        return choices.matches()
                ? "%s is one of %s, not %s"
                        .formatted(
                                choices.group("what"),
                                choices.group("names").toLowerCase(Locale.ROOT).replace('_', '-'),
                                choices.group("was"))
                : sentence;
    }

    private static boolean takesFile(CommandLine command) {
        return command.getCommandSpec().positionalParameters().stream().anyMatch(FileArgument::is);
    }
}
