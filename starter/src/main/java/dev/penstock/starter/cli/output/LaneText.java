package dev.penstock.starter.cli.output;

import dev.penstock.client.batch.BatchParts;
import dev.penstock.contracts.batch.LaneProgress;
import dev.penstock.contracts.batch.PartProgress;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes the progress and costs of a batch in the provider's batch lane. */
public final class LaneText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private LaneText() {}

    /** Returns a line on how many requests will go by the provider's batch API, before the first is sent. */
    public static String plan(LaneProgress lane) {
        String parts = ProgressSnapshot.format(
                "lane:     %,d requests in %d part%s by the provider's batch API",
                lane.requests(), lane.parts(), lane.parts() == 1 ? "" : "s");
        return lane.onlineFrom() == null
                ? parts
                : parts
                        + ProgressSnapshot.format(
                                "; what has no answer at %s is called online, at %.0f a minute (%s)",
                                TIME.format(lane.onlineFrom()), lane.onlinePerMinute(), lane.rateFrom());
    }

    /** Returns the batch lane's part of the progress line. */
    static String now(LaneProgress lane) {
        String states = lane.running().stream()
                .collect(Collectors.groupingBy(PartProgress::status, Collectors.counting()))
                .entrySet()
                .stream()
                .map(status -> status.getValue() + " " + status.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
        return ProgressSnapshot.format(
                "by batch %,d of %,d, parts: %s%s",
                lane.completed(), lane.requests(), states.isEmpty() ? "" : states + ", ", lane.partsDone() + " done");
    }

    public static String costs(BatchParts.Lanes lanes) {
        if (lanes.ifAllOnlineUsd() == null && lanes.ifAllBatchUsd() == null) {
            return ProgressSnapshot.format(
                    "lanes:    %,d by batch, %,d online; their price is not known", lanes.byBatch(), lanes.online());
        }
        return ProgressSnapshot.format(
                "lanes:    %,d by batch for %s, %,d online for %s; all online would cost %s, all by batch %s",
                lanes.byBatch(),
                usd(lanes.batchUsd()),
                lanes.online(),
                usd(lanes.onlineUsd()),
                usd(lanes.ifAllOnlineUsd()),
                usd(lanes.ifAllBatchUsd()));
    }

    private static String usd(@Nullable BigDecimal usd) {
        return usd == null ? "an unknown price" : "$" + usd.toPlainString();
    }
}
