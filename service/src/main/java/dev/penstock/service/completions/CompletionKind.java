package dev.penstock.service.completions;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Metrics;
import java.util.Locale;

/** How a completion is made, which is counted; docs/metrics.md has the metric's name and meaning. */
enum CompletionKind {
    /** By the process that was asked, without a workflow. */
    DIRECT,
    /** By a workflow whose caller waits. */
    DURABLE,
    /** By a workflow that is asked for its response later. */
    BACKGROUND;

    private final Counter begun = Metrics.counter("penstock.completions", "kind", name().toLowerCase(Locale.ROOT));

    void begun() {
        begun.increment();
    }
}
