package dev.penstock.starter.cli;

import dev.penstock.starter.cli.batch.CancelCommand;
import dev.penstock.starter.cli.batch.ListCommand;
import dev.penstock.starter.cli.batch.PauseCommand;
import dev.penstock.starter.cli.batch.PriorityCommand;
import dev.penstock.starter.cli.batch.ResultsCommand;
import dev.penstock.starter.cli.batch.ResumeCommand;
import dev.penstock.starter.cli.batch.StatusCommand;
import dev.penstock.starter.cli.batch.WatchCommand;
import dev.penstock.starter.cli.budget.BudgetCommand;
import dev.penstock.starter.cli.completion.CompleteCommand;
import dev.penstock.starter.cli.figures.ReportCommand;
import dev.penstock.starter.cli.figures.StatsCommand;
import dev.penstock.starter.cli.figures.UsageCommand;
import dev.penstock.starter.cli.help.CompletionCommand;
import dev.penstock.starter.cli.machine.CacheCommand;
import dev.penstock.starter.cli.machine.DoctorCommand;
import dev.penstock.starter.cli.machine.RehearseCommand;
import dev.penstock.starter.cli.machine.SimulateCommand;
import dev.penstock.starter.cli.pool.PoolCommand;
import dev.penstock.starter.cli.prices.PricesCommand;
import dev.penstock.starter.cli.service.CodecServerCommand;
import dev.penstock.starter.cli.service.KeysCommand;
import dev.penstock.starter.cli.service.ServeCommand;
import dev.penstock.starter.cli.service.UpCommand;
import dev.penstock.starter.cli.service.WorkerCommand;
import dev.penstock.starter.cli.submit.EstimateCommand;
import dev.penstock.starter.cli.submit.RerunCommand;
import dev.penstock.starter.cli.submit.RetryFailedCommand;
import dev.penstock.starter.cli.submit.RunCommand;
import dev.penstock.starter.cli.submit.SubmitCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The top-level command, {@code penstock}. */
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
            PricesCommand.class,
            CompleteCommand.class,
            PoolCommand.class,
            KeysCommand.class,
            ServeCommand.class,
            UpCommand.class,
            WorkerCommand.class,
            CodecServerCommand.class,
            SimulateCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
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
