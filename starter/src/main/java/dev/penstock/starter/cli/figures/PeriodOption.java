package dev.penstock.starter.cli.figures;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.usage.DateRange;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --since} and {@code --until}. */
final class PeriodOption {
    @Option(
            names = "--since",
            paramLabel = "DAY",
            description = "The first day (UTC): 2026-11-01, today, or 7d for seven days ago.")
    @Nullable
    String since;

    @Option(names = "--until", paramLabel = "DAY", description = "The last day (UTC).")
    @Nullable
    String until;

    DateRange period() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try {
            return new DateRange(
                    since == null ? null : DateRange.day(since, today),
                    until == null ? null : DateRange.day(until, today));
        } catch (IllegalArgumentException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
