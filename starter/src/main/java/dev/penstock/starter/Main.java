package dev.penstock.starter;

import dev.penstock.client.batch.BatchOfAnotherStore;
import dev.penstock.contracts.PrintableText;
import dev.penstock.starter.cli.PenstockCommand;
import dev.penstock.starter.cli.help.GroupedHelp;
import dev.penstock.starter.cli.job.JobExecution;
import dev.penstock.starter.cli.machine.OpenFileLimit;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.FailureText;
import dev.penstock.starter.cli.output.UsageErrors;
import dev.penstock.starter.cli.output.UserError;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The entry point of the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        refuseTooFewFiles();
        System.exit(commandLine().execute(args));
    }

    /** Leaves with a sentence where the libraries could not even be loaded. */
    private static void refuseTooFewFiles() {
        OpenFileLimit.tooLow().ifPresent(why -> {
            System.err.println("penstock: " + why);
            System.exit(ExitCode.TROUBLE);
        });
    }

    static CommandLine commandLine() {
        return plainCommandLine().setExecutionStrategy(new JobExecution(Main::plainCommandLine));
    }

    private static CommandLine plainCommandLine() {
        return GroupedHelp.layOut(new CommandLine(new PenstockCommand()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                // An argument that begins with @ names a file whose text is meant, not further arguments.
                .setExpandAtFiles(false)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler((failure, command, result) -> explain(failure, command.getErr()));
    }

    /** Prints a failure as one line; the stack trace follows only if {@code PENSTOCK_DEBUG} is set. */
    private static int explain(Exception failure, PrintWriter err) {
        err.println("penstock: " + PrintableText.lines(FailureText.of(failure)));
        if (System.getenv("PENSTOCK_DEBUG") != null) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            err.print(PrintableText.lines(trace.toString()));
        }
        err.flush();
        return failure instanceof UserError || failure instanceof BatchOfAnotherStore
                ? ExitCode.WRONG_USE
                : ExitCode.TROUBLE;
    }
}
