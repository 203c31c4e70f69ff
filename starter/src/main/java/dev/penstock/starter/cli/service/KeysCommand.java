package dev.penstock.starter.cli.service;

import dev.penstock.contracts.Urgency;
import dev.penstock.service.callers.ApiKey;
import dev.penstock.service.callers.ApiKeys;
import dev.penstock.service.callers.KeyLimits;
import dev.penstock.starter.cli.budget.BudgetAmount;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.UserFolders;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code penstock keys} manages the HTTP API's keys, each of which belongs to a tenant. */
@Command(name = "keys", description = "Create, list and revoke keys of the HTTP API.")
public final class KeysCommand implements Callable<Integer> {
    private static final int LONGEST_TENANT = 64;
    /** An exbibyte, so that no number overflows. */
    private static final long MOST_MIB = 1L << 40;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        return list(json);
    }

    @Command(
            name = "create",
            description = "Create a key; it is printed once, and only its hash is kept.",
            sortOptions = false)
    int create(
            @Option(
                            names = "--tenant",
                            paramLabel = "NAME",
                            required = true,
                            description = "The tenant whose files and batches the key sees.")
                    String tenant,
            @Option(names = "--admin", description = "The key sees everybody's files and batches, and the pools.")
                    boolean admin,
            @Option(
                            names = "--priority",
                            paramLabel = "HOW",
                            defaultValue = "normal",
                            description = "Priority of what is submitted with the key: high, normal or low.")
                    Urgency priority,
            @Option(names = "--weight", paramLabel = "W", description = "The tenant's share relative to others.")
                    @Nullable
                    Double weight,
            @Option(names = "--rpm", paramLabel = "N", description = "Requests per minute.") @Nullable Long rpm,
            @Option(names = "--tpm", paramLabel = "N", description = "Tokens of single completions per minute.")
                    @Nullable
                    Long tpm,
            @Option(names = "--requests-per-day", paramLabel = "N", description = "Requests per day (UTC).") @Nullable
                    Long requestsPerDay,
            @Option(names = "--tokens-per-day", paramLabel = "N", description = "Tokens of completions per day (UTC).")
                    @Nullable
                    Long tokensPerDay,
            @Option(
                            names = "--budget-day",
                            paramLabel = "USD",
                            description = "What the key may spend per day (UTC), including batches.")
                    @Nullable
                    BigDecimal budgetDay,
            @Option(
                            names = "--budget-month",
                            paramLabel = "USD",
                            description = "What the key may spend per calendar month.")
                    @Nullable
                    BigDecimal budgetMonth,
            @Option(
                            names = "--max-storage",
                            paramLabel = "MIB",
                            description = "What the tenant's files and batches may take in the store, in MiB.")
                    @Nullable
                    Long maxStorage,
            @Mixin JsonOption asked)
            throws IOException {
        if (tenant.isBlank() || tenant.getBytes(StandardCharsets.UTF_8).length > LONGEST_TENANT) {
            throw wrong("--tenant must be a name of 1 to %d letters".formatted(LONGEST_TENANT));
        }
        if (weight != null && !(weight >= 0.001 && weight <= 1000)) {
            throw wrong("--weight must be from 0.001 to 1000, not " + weight);
        }
        for (Long limit : new @Nullable Long[] {rpm, tpm, requestsPerDay, tokensPerDay, maxStorage}) {
            if (limit != null && limit < 1) {
                throw wrong("a limit must be at least 1; to disable a key, use `penstock keys revoke`");
            }
        }
        BudgetAmount.check("--budget-day", budgetDay);
        BudgetAmount.check("--budget-month", budgetMonth);
        KeyLimits limits =
                new KeyLimits(rpm, tpm, requestsPerDay, tokensPerDay, budgetDay, budgetMonth, bytes(maxStorage));
        ApiKeys.Created created = keys().create(tenant, admin, priority, weight, limits);
        if (asked.wanted) {
            json.print(KeyText.json(created));
        } else {
            TerminalOutput.system()
                    .say("key %s of tenant %s; the secret is not shown again:"
                            .formatted(created.key().id(), tenant));
            command.commandLine().getOut().println(created.secret());
            command.commandLine().getOut().flush();
        }
        return ExitCode.DONE;
    }

    @Command(name = "list", description = "List all keys, without their secret parts.")
    int list(@Mixin JsonOption asked) throws IOException {
        ApiKeys.Listing kept = keys().list();
        List<ApiKey> all = kept.keys();
        if (asked.wanted || json.wanted) {
            json.print(all.stream().map(KeyText::json).toList());
        } else {
            StandardOutput.page(KeyText.table(all), command);
        }
        kept.faults().forEach(TerminalOutput.system()::say);
        return ExitCode.DONE;
    }

    @Command(name = "revoke", description = "Revoke a key; takes effect within two seconds.")
    int revoke(
            @Parameters(paramLabel = "ID", description = "The key's id, as `penstock keys list` shows it.") String id)
            throws IOException {
        if (!keys().revoke(id)) {
            throw new UserError("there is no key %s; see `penstock keys list`".formatted(id));
        }
        TerminalOutput.system().say("key " + id + " is revoked");
        return ExitCode.DONE;
    }

    private static @Nullable Long bytes(@Nullable Long mib) {
        return mib == null ? null : Math.min(mib, MOST_MIB) << 20;
    }

    private static ApiKeys keys() {
        return new ApiKeys(new UserFolders().store().documents(), Clock.systemUTC());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
