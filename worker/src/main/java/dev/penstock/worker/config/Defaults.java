package dev.penstock.worker.config;

import dev.penstock.contracts.Urgency;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds where neither a pool nor a command says otherwise; null = not said.
 *
 * @param model for requests that name none
 * @param maxConcurrency of pools
 * @param timeout of a call
 * @param grace how long running calls may take to end at a stop
 * @param tenant who a batch is for
 * @param priority of a batch
 * @param confirmOver US dollars above which {@code run} asks before it starts
 */
public record Defaults(
        @Nullable String model,
        @Nullable Integer maxConcurrency,
        @Nullable Duration timeout,
        @Nullable Duration grace,
        @Nullable String tenant,
        @Nullable String priority,
        @Nullable BigDecimal confirmOver) {
    static final Defaults NONE = new Defaults(null, null, null, null, null, null, null);

    static Defaults read(Fields fields) {
        return new Defaults(
                fields.find("model", text -> text).orElse(null),
                fields.find("max-concurrency", Values::calls).orElse(null),
                fields.find("timeout", Values::positiveDuration).orElse(null),
                fields.find("grace", Values::duration).orElse(null),
                fields.find("tenant", Tenants::name).orElse(null),
                fields.find("priority", Defaults::priority).orElse(null),
                fields.find("confirm-over", Values::usd).orElse(null));
    }

    private static String priority(String text) {
        return Values.oneOf(text, Stream.of(Urgency.values()).map(Urgency::text).toList());
    }
}
