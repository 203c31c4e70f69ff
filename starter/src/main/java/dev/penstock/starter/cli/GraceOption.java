package dev.penstock.starter.cli;

import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code --grace}: how patient a stop is. */
final class GraceOption {
    @Spec(Spec.Target.MIXEE)
    CommandSpec command = CommandSpec.create();

    private Duration time = Duration.ZERO;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long running calls may take to end at a stop; 60 by default.")
    void setSeconds(long seconds) {
        if (seconds < 0) {
            throw new ParameterException(command.commandLine(), "--grace must be at least 0 seconds, not " + seconds);
        }
        time = Duration.ofSeconds(seconds);
    }

    Duration time() {
        return time;
    }
}
