package dev.penstock.starter.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class UsageErrorsTest {
    enum Shell {
        BASH,
        NU_SHELL
    }

    @Command(name = "test")
    static final class Asked {
        @Parameters(paramLabel = "SHELL", arity = "0..1")
        Shell shell = Shell.BASH;

        @Option(names = "--shell")
        Shell other = Shell.BASH;
    }

    @Test
    void aValueThatIsNoneOfSeveralIsAnsweredWithTheseAsTheyAreTyped() {
        assertThat(said("tcsh")).startsWith("penstock: SHELL is one of bash, nu-shell, not 'tcsh'");
        assertThat(said("--shell", "tcsh")).startsWith("penstock: --shell is one of bash, nu-shell, not 'tcsh'");
    }

    private static String said(String... arguments) {
        StringWriter said = new StringWriter();
        int code = new CommandLine(new Asked())
                .setErr(new PrintWriter(said, true))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .execute(arguments);
        assertThat(code).isEqualTo(ExitCode.WRONG_USE);
        return said.toString();
    }
}
