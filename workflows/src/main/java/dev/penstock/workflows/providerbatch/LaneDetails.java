package dev.penstock.workflows.providerbatch;

import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.batch.LaneProgress;
import dev.penstock.contracts.batch.PartProgress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats the provider's batch lane for Temporal's Web UI: lines for the table of {@link BatchDetails}. */
public final class LaneDetails {
    private LaneDetails() {}

    public static String of(@Nullable LaneProgress lane) {
        if (lane == null) {
            return "";
        }
        StringBuilder text = new StringBuilder(line(
                "by the provider's batch",
                "%,d of %,d, %,d failed; %d of %d parts done"
                        .formatted(lane.completed(), lane.requests(), lane.failed(), lane.partsDone(), lane.parts())));
        for (PartProgress part : lane.running()) {
            text.append(line("part " + part.part(), of(part)));
        }
        if (lane.rescued() != null) {
            text.append(line("online", MarkdownText.code(lane.rescued())));
        } else if (lane.onlineFrom() != null) {
            text.append(line("online at the latest from", lane.onlineFrom().toString()));
        }
        return text.toString();
    }

    public static String of(PartProgress part) {
        String text = "%s, %,d of %,d, %,d failed"
                .formatted(MarkdownText.code(part.status()), part.completed(), part.requests(), part.failed());
        return part.trouble() == null ? text : text + ": " + MarkdownText.code(part.trouble());
    }

    private static String line(String name, String value) {
        return String.format(Locale.ROOT, "| %s | %s |%n", name, value);
    }
}
