package dev.penstock.starter.cli.output;

import dev.penstock.contracts.SpreadsheetText;
import dev.penstock.starter.usage.UsageDimension;
import dev.penstock.starter.usage.UsageSum;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Formats usage as CSV for a spreadsheet, which would take a cell such as {@code =1+2} for a formula: names of models,
 * tenants and stages that begin like one get an apostrophe before them, which a spreadsheet does not show.
 */
public final class UsageCsv {
    private static final List<String> FIGURES = List.of(
            "requests",
            "answered",
            "dead_letters",
            "input_tokens",
            "cached_tokens",
            "output_tokens",
            "reasoning_tokens",
            "known_cost_usd",
            "unpriced",
            "from_cache",
            "duplicates",
            "possibly_paid",
            "possibly_cost_usd",
            "truncated",
            "filtered",
            "declined",
            "empty");

    private UsageCsv() {}

    /** Returns the head and a line for each sum, without line ends. */
    public static List<String> lines(List<UsageDimension> by, List<UsageSum> sums) {
        List<String> lines = new ArrayList<>();
        lines.add(line(Stream.concat(by.stream().map(UsageDimension::toString), FIGURES.stream())));
        for (UsageSum sum : sums) {
            Stream<Object> figures = Stream.of(
                    sum.requests(),
                    sum.answered(),
                    sum.deadLetters(),
                    sum.inputTokens(),
                    sum.cachedTokens(),
                    sum.outputTokens(),
                    sum.reasoningTokens(),
                    sum.knownCostUsd().toPlainString(),
                    sum.unpriced(),
                    sum.fromCache(),
                    sum.duplicates(),
                    sum.possiblyPaid(),
                    sum.possiblyUsd().toPlainString(),
                    sum.incomplete().truncated(),
                    sum.incomplete().filtered(),
                    sum.incomplete().declined(),
                    sum.incomplete().empty());
            lines.add(line(Stream.concat(sum.by().values().stream().map(SpreadsheetText::guarded), figures)));
        }
        return lines;
    }

    private static String line(Stream<?> cells) {
        return CSVFormat.RFC4180.format(cells.toArray());
    }
}
