package dev.penstock.starter.cli.output;

import dev.penstock.contracts.PrintableText;
import dev.penstock.contracts.pool.PoolStatus;
import dev.penstock.contracts.pool.PoolWaitText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Formats what the calls of a pool wait for: {@code pool openai: outage, next probe in 20 s}. */
public final class PoolWaitLines {
    private PoolWaitLines() {}

    /** Returns the text for one pool; empty if its calls wait for nothing. */
    public static Optional<String> of(PoolStatus pool, Instant now) {
        return PoolWaitText.of(pool, now, ZoneId.systemDefault())
                .map(wait -> PrintableText.line("pool %s: %s".formatted(pool.name(), wait)));
    }
}
