package dev.penstock.starter;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The `penstock` command. */
@Command(
        name = "penstock",
        description = "Pushes large sets of LLM requests through rate-limited providers.",
        mixinStandardHelpOptions = true)
public final class Main implements Runnable {

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
