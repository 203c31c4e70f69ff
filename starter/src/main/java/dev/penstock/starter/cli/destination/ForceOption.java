package dev.penstock.starter.cli.destination;

import picocli.CommandLine.Option;

/** The option {@code --force}, with which output replaces a file that Penstock did not write. */
public final class ForceOption {
    @Option(
            names = "--force",
            description = "Replace the file that -o names, or the default one, even if Penstock did not write it.")
    public boolean wanted;
}
