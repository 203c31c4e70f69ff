package dev.penstock.starter.cli.job;

import dev.penstock.starter.cli.output.UsageErrors;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.worker.config.FlatYamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Executes a command whose input is a job as the command line that the job stands for, so that nothing else knows of jobs, and
 * a job's batch is that of the same options. Options on the command line win over those in the job.
 */
public final class JobExecution implements IExecutionStrategy {
    private static final Set<String> COMMANDS = Set.of("run", "submit", "estimate");

    private final Supplier<CommandLine> commandLines;

    /**
     * @param commandLines makes the whole command line once more
     */
    public JobExecution(Supplier<CommandLine> commandLines) {
        this.commandLines = commandLines;
    }

    @Override
    public int execute(ParseResult parsed) {
        ParseResult command = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
        String input = input(command);
        if (!COMMANDS.contains(command.commandSpec().name())
                || command.isUsageHelpRequested()
                || !JobFile.isJob(input)) {
            return new RunLast().execute(parsed);
        }
        CommandSpec run = Objects.requireNonNull(
                        parsed.commandSpec().subcommands().get("run"))
                .getCommandSpec();
        JobFile job = read(input, command, run);
        List<String> arguments = new ArrayList<>(List.of(command.commandSpec().name()));
        arguments.addAll(job.arguments(command.commandSpec(), command.matchedOptions()));
        arguments.addAll(withInput(command.originalArgs(), input, job.input()));
        CommandLine expanded = commandLines.get();
        expanded.setExecutionStrategy(new RunLast());
        expanded.setParameterExceptionHandler(new UsageErrors(argument -> place(job, argument)));
        return expanded.execute(arguments.toArray(String[]::new));
    }

    private static JobFile read(String input, ParseResult command, CommandSpec run) {
        try {
            return JobFile.read(input, run);
        } catch (UserError e) {
            // Only in this wrapping is it shown as the mistakes that commands find themselves.
            throw new ExecutionException(command.commandSpec().commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String input(ParseResult command) {
        return command.matchedPositionals().stream()
                .flatMap((PositionalParamSpec file) -> file.originalStringValues().stream())
                .findFirst()
                .orElse("");
    }

    private static List<String> withInput(List<String> original, String job, String input) {
        List<String> arguments = new ArrayList<>(original);
        arguments.removeFirst();
        // The last one that is equal: an option's value may be equal, too, but the input usually ends or begins the
        // line.
        arguments.set(arguments.lastIndexOf(job), input);
        return arguments;
    }

    private static String place(JobFile job, ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? job.find(option.longestName().replaceFirst("^--", ""))
                        .map(FlatYamlFile.Entry::place)
                        .map(place -> place + ": ")
                        .orElse("")
                : "";
    }
}
