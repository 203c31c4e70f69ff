package dev.penstock.starter.cli.figures;

import dev.penstock.starter.cli.output.ExitCode;
import dev.penstock.starter.cli.output.JsonOption;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.UsageCsv;
import dev.penstock.starter.cli.output.UsageText;
import dev.penstock.starter.cli.session.UserFolders;
import dev.penstock.starter.usage.UsageDimension;
import dev.penstock.starter.usage.UsageRecords;
import dev.penstock.starter.usage.UsageSum;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code penstock usage} prints usage and costs. */
@Command(
        name = "usage",
        description = "Show requests, tokens and cost of everything in the store, including running batches.",
        sortOptions = false)
public final class UsageCommand implements Callable<Integer> {
    @Option(
            names = "--by",
            paramLabel = "WHAT",
            split = ",",
            defaultValue = "model",
            description =
                    "What to sum by: tenant, model, pool, day, batch or stage; several with commas. Default: model.")
    List<UsageDimension> by = new ArrayList<>();

    @Mixin
    PeriodOption period = new PeriodOption();

    @Option(names = "--tenant", paramLabel = "NAME", description = "Only this tenant.")
    @Nullable
    String tenant;

    @Option(names = "--csv", description = "Print the table as CSV on standard output.")
    boolean csv;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec command = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        UsageRecords book = UsageRecords.of(new UserFolders().store()).in(period.period());
        if (tenant != null) {
            book = book.ofTenant(tenant);
        }
        List<UsageSum> sums = book.sums(by);
        PrintWriter out = StandardOutput.of(command);
        if (json.wanted) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("usage", sums);
            document.put("total", book.total());
            json.print(document);
        } else if (csv) {
            UsageCsv.lines(by, sums).forEach(out::println);
            out.flush();
        } else {
            StandardOutput.page(UsageText.table(by, sums, book.total()), command);
        }
        return ExitCode.DONE;
    }
}
