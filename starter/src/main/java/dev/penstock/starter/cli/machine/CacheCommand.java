package dev.penstock.starter.cli.machine;

import dev.penstock.contracts.Deadline;
import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.ProgressSnapshot;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.TerminalOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.store.ResponseCache;
import dev.penstock.store.ResponseCache.Size;
import dev.penstock.store.cache.CacheKey;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code penstock cache} shows and clears the answers that are kept for batches with {@code --cache}. */
@Command(
        name = "cache",
        description = "Show how many answers are kept for `--cache`, by tenant; --clear deletes them.",
        sortOptions = false)
public final class CacheCommand implements Callable<Integer> {
    @Option(names = "--clear", description = "Delete the answers. Batches that have reused them keep their results.")
    boolean clear;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = "With --clear: only answers older than this, such as 12h or 30d.")
    @Nullable
    String olderThan;

    @Option(names = "--tenant", paramLabel = "NAME", description = "With --clear: only this tenant's answers.")
    @Nullable
    String tenant;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    private final TerminalOutput console = TerminalOutput.system();

    @Override
    public Integer call() throws IOException {
        ResponseCache cache = new UserFolders().store().responses();
        if (clear) {
            return clear(cache);
        }
        if (olderThan != null || tenant != null) {
            throw new UserError("--older-than and --tenant say what --clear deletes; they need --clear");
        }
        return show(cache.sizes());
    }

    private int clear(ResponseCache cache) throws IOException {
        long cleared = cache.clear(tenant == null ? null : CacheKey.folder(tenant), before(Instant.now()));
        if (json.wanted) {
            json.print(Map.of("deleted", cleared));
        } else {
            console.say(ProgressSnapshot.format("%,d kept answers deleted", cleared));
        }
        return ExitCode.DONE;
    }

    /**
     * Returns the time before which kept answers are deleted; without an age a minute from now, to include the latest
     * ones.
     */
    private Instant before(Instant now) {
        if (olderThan == null) {
            return now.plus(1, ChronoUnit.MINUTES);
        }
        try {
            Duration age = Duration.between(now, Deadline.parse(olderThan, now));
            if (!age.isNegative()) {
                return now.minus(age);
            }
        } catch (IllegalArgumentException e) {
            throw wrongAge();
        }
        throw wrongAge();
    }

    private UserError wrongAge() {
        return new UserError("--older-than must be a duration such as 12h or 30d, not " + olderThan);
    }

    private int show(Map<String, Size> sizes) {
        if (json.wanted) {
            Map<String, Size> named = new LinkedHashMap<>();
            sizes.forEach((folder, size) -> named.put(name(folder), size));
            json.print(named);
            return ExitCode.DONE;
        }
        if (sizes.isEmpty()) {
            console.say("no answers are kept; only batches with --cache keep answers");
            return ExitCode.DONE;
        }
        List<String> lines = new ArrayList<>();
        lines.add("%-24s %12s %12s  %s".formatted("TENANT", "ANSWERS", "KIB", "SINCE"));
        sizes.forEach((folder, size) -> lines.add(ProgressSnapshot.format(
                "%-24s %,12d %,12d  %s",
                name(folder), size.answers(), size.bytes() / 1024, size.oldest().truncatedTo(ChronoUnit.SECONDS))));
        StandardOutput.page(lines, command);
        return ExitCode.DONE;
    }

    private static String name(String folder) {
        return CacheKey.tenant(folder).orElse("-");
    }
}
