package dev.penstock.starter.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --grace}: how long running calls may take to end when the process stops. */
public final class GraceOption {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    @Nullable
    public Long seconds;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "Time for calls in flight to finish when the process is stopped; 60 by default.")
    void setSeconds(long asked) {
        if (asked < 0) {
            throw new ParameterException(command.commandLine(), "--grace must be at least 0 seconds, not " + asked);
        }
        seconds = asked;
    }
}
