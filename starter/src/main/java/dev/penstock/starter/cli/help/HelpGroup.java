package dev.penstock.starter.cli.help;

import java.util.List;
import java.util.stream.Stream;

/** A heading of a command's help and the options or commands under it, by name and in order. */
record HelpGroup(String heading, List<String> names) {
    private static final HelpGroup MOST_USED = of(
            "Most used",
            "--prompt",
            "--system",
            "--model",
            "--max-tokens",
            "--output",
            "--rpm",
            "--tpm",
            "--budget",
            "--dry-run",
            "--again");

    private static final HelpGroup HELP = of("Help", "--help", "--version");

    private static final List<HelpGroup> USUAL = List.of(
            of("Input", "--files", "--format", "--id-column", "--skip-invalid", "--repeat"),
            of(
                    "Prompt and model",
                    "--prompt",
                    "--system",
                    "--model",
                    "--max-tokens",
                    "--temperature",
                    "--response-format",
                    "--schema",
                    "--pipeline",
                    "--stage"),
            of(
                    "Output",
                    "--output",
                    "--errors",
                    "--follow",
                    "--output-format",
                    "--columns",
                    "--answer-column",
                    "--explode",
                    "--flat",
                    "--exact",
                    "--force",
                    "--json",
                    "--stream"),
            of("Limits", "--rpm", "--tpm", "--itpm", "--otpm", "--concurrency", "--timeout", "--deadline"),
            of(
                    "Money",
                    "--budget",
                    "--confirm-over",
                    "--yes",
                    "--cache",
                    "--cache-max-age",
                    "--deduplicate",
                    "--lane",
                    "--part-requests",
                    "--enqueued-tokens"),
            of(
                    "How it runs",
                    "--id",
                    "--again",
                    "--priority",
                    "--tenant",
                    "--weight",
                    "--pin",
                    "--fail-fast",
                    "--fail-on",
                    "--keep-going",
                    "--alert-error-rate",
                    "--pause-on-alert",
                    "--slice",
                    "--shard",
                    "--durable",
                    "--grace",
                    "--build-id",
                    "--no-worker"),
            of(
                    "HTTP API",
                    "--port",
                    "--host",
                    "--keys",
                    "--allowed-hosts",
                    "--allowed-origins",
                    "--tls-cert",
                    "--tls-key",
                    "--request-timeout",
                    "--metrics-port",
                    "--metrics-host"),
            of("Provider", "--account", "--pool", "--config"),
            HELP);

    private static final List<HelpGroup> SIMULATOR = List.of(
            of("Server", "--port", "--model", "--required-key", "--seed"),
            of(
                    "Quota",
                    "--rpm",
                    "--tpm",
                    "--itpm",
                    "--otpm",
                    "--quota-style",
                    "--burst",
                    "--no-quota-headers",
                    "--retry-after",
                    "--max-concurrency",
                    "--over-capacity"),
            of("Answers", "--latency", "--token-latency", "--output-tokens"),
            of("Faults", "--fault", "--outage"),
            of("Batch API", "--batch-rate", "--batch-stall", "--batch-failures", "--batch-expire", "--batch-tokens"),
            HELP);

    private static final List<HelpGroup> API_KEY = List.of(
            of("Whose it is", "--tenant", "--admin", "--priority", "--weight"),
            of("Limits", "--rpm", "--tpm", "--requests-per-day", "--tokens-per-day", "--max-storage"),
            of("Money", "--budget-day", "--budget-month"),
            of("Output", "--json"),
            HELP);

    private static final List<HelpGroup> COMMANDS = List.of(
            of("Batches", "run", "submit", "estimate", "list", "status", "watch", "results"),
            of("Running and finished batches", "pause", "resume", "cancel", "priority", "retry-failed", "rerun"),
            of("Figures and money", "stats", "report", "usage", "budget", "prices", "cache"),
            of("One completion", "complete"),
            of("Services", "up", "serve", "worker", "codec-server", "pool", "keys"),
            of("This machine", "doctor", "simulate", "completion"));

    /** Returns the groups of a command's options. */
    static List<HelpGroup> ofOptions(String command) {
        return switch (command) {
            case "run", "submit", "estimate" ->
                Stream.concat(Stream.of(MOST_USED), USUAL.stream()).toList();
            case "simulate" -> SIMULATOR;
            case "create" -> API_KEY;
            default -> USUAL;
        };
    }

    /** Returns the groups of the commands. */
    static List<HelpGroup> ofCommands() {
        return COMMANDS;
    }

    private static HelpGroup of(String heading, String... names) {
        return new HelpGroup(heading, List.of(names));
    }
}
