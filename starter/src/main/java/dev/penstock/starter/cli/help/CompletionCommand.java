package dev.penstock.starter.cli.help;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock completion SHELL} prints a script that completes commands and options. */
@Command(
        name = "completion",
        description = "Print a script that completes commands and options in a shell.",
        footerHeading = "%nTo use it:%n",
        footer = {
            "  bash  source <(penstock completion bash)          in ~/.bashrc",
            "  zsh   source <(penstock completion zsh)           in ~/.zshrc",
            "  fish  penstock completion fish | source           in config.fish"
        })
public final class CompletionCommand implements Runnable {
    /** The shells that are known. */
    enum Shell {
        BASH,
        ZSH,
        FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    Shell shell = Shell.BASH;

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public void run() {
        CommandLine root = command.root().commandLine();
        PrintWriter out = command.commandLine().getOut();
        out.print(
                switch (shell) {
                    // One script for both: zsh reads bash's completions.
                    case BASH, ZSH -> BashCompletion.script(root);
                    case FISH -> FishCompletion.script(command.root());
                });
        out.flush();
    }
}
