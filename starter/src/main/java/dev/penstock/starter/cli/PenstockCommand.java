package dev.penstock.starter.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code penstock}. */
@Command(
        name = "penstock",
        description = "Sends large sets of LLM requests through rate-limited providers, durably, on Temporal.",
        version = "penstock 0.1.0-SNAPSHOT",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            SubmitCommand.class,
            EstimateCommand.class,
            ListCommand.class,
            StatusCommand.class,
            WatchCommand.class,
            ResultsCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CancelCommand.class,
            PriorityCommand.class,
            BudgetCommand.class,
            RetryFailedCommand.class,
            RerunCommand.class,
            StatsCommand.class,
            ReportCommand.class,
            UsageCommand.class,
            CacheCommand.class,
            CompleteCommand.class,
            PoolCommand.class,
            KeysCommand.class,
            ServeCommand.class,
            UpCommand.class,
            WorkerCommand.class,
            SimulateCommand.class,
            DoctorCommand.class,
            RehearseCommand.class
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  all requests were answered",
            "  1  a failure that is none of the others",
            "  2  wrong usage or invalid input; nothing was called",
            "  3  finished, with dead letters",
            "  4  stopped or paused, or the account was rejected; the same command continues",
            "",
            "Environment:",
            "  OPENAI_API_KEY, OPENAI_BASE_URL, TEMPORAL_ADDRESS, PENSTOCK_HOME,",
            "  PENSTOCK_CONFIG (pools, quotas, tenants; otherwise ./penstock.yaml),",
            "  PENSTOCK_STORE, PENSTOCK_MODEL, PENSTOCK_RPM, PENSTOCK_TPM,",
            "  PENSTOCK_CONCURRENCY; docs/configuration.md lists them all."
        })
public final class PenstockCommand {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version.")
    boolean version;
}
