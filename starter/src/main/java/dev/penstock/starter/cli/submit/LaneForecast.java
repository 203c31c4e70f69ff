package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.providerbatch.LaneClock;
import dev.penstock.starter.estimate.BatchEstimate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Forecasts which requests go by the provider's batch lane and which online, and the cost of the mix. */
final class LaneForecast {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm");

    private LaneForecast() {}

    /**
     * Returns the lines to print; none for a batch that is called online only.
     *
     * @param wasStarted whether the batch was started before and continues, so that its times do not follow from the present
     */
    static List<String> of(BatchSpec spec, BatchEstimate estimate, Instant now, boolean wasStarted) {
        return switch (spec.lane()) {
            case ONLINE -> List.of();
            case PROVIDER_BATCH ->
                List.of("          all by the provider's batch API: %s; this may take 24 hours"
                        .formatted(EstimateText.money(estimate.batchCost())));
            case AUTO -> wasStarted ? List.of(costs(estimate)) : auto(spec, estimate, now);
        };
    }

    private static List<String> auto(BatchSpec spec, BatchEstimate estimate, Instant now) {
        Long seconds = estimate.secondsAtQuota();
        double perMinute = seconds == null || seconds == 0 ? 0 : estimate.requests() * 60.0 / seconds;
        LaneClock clock = LaneClock.of(spec, now, perMinute).orElseThrow();
        Instant from = clock.onlineFrom(estimate.requests());
        if (!from.isAfter(now)) {
            return List.of("          all online: the deadline %s leaves no time for the provider's batch API"
                    .formatted(shown(clock.deadline(), now)));
        }
        String calls = seconds == null
                ? "how long calling all requests online takes is unknown (no quota known)"
                : "calling all requests online would take " + EstimateText.duration(Duration.ofSeconds(seconds));
        return List.of(
                "          by the provider's batch API first; requests without an answer are called online in time for %s:"
                        .formatted(shown(clock.deadline(), now)),
                "          online calls start at %s if the batch API has answered nothing by then, later otherwise; %s"
                        .formatted(shown(from, now), calls),
                costs(estimate));
    }

    private static String costs(BatchEstimate estimate) {
        return "          cost from %s, all by the batch API, to %s, all online"
                .formatted(EstimateText.expected(estimate.batchCost()), EstimateText.expected(estimate.cost()));
    }

    private static String shown(Instant time, Instant now) {
        boolean isSoon = Duration.between(now, time).compareTo(Duration.ofHours(12)) < 0;
        return (isSoon ? TIME : DAY).format(time.atZone(ZoneId.systemDefault()));
    }
}
