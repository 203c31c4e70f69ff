package dev.penstock.workflows.pool;

import dev.penstock.contracts.MarkdownText;
import dev.penstock.contracts.pool.FurtherLimits;
import dev.penstock.contracts.pool.PoolStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Formats the status of a pool for Temporal's Web UI: Markdown for {@code Workflow.setCurrentDetails}. */
final class PoolDetails {
    private PoolDetails() {}

    static String of(PoolStatus status) {
        StringBuilder text = new StringBuilder("**%s**".formatted(status.state()));
        if (status.reason() != null) {
            text.append(": ").append(MarkdownText.code(status.reason()));
        }
        text.append("\n\n| limit (%s) | |\n|---|---|\n"
                .formatted(status.source().name().toLowerCase(Locale.ROOT)));
        line(text, "requests/min", status.quota().requestsPerMinute());
        line(text, "tokens/min", status.quota().tokensPerMinute());
        FurtherLimits further = status.quota().furtherOrNone();
        if (further.inputTokensPerMinute() != null || further.outputTokensPerMinute() != null) {
            line(text, "input tokens/min", further.inputTokensPerMinute());
            line(text, "output tokens/min", further.outputTokensPerMinute());
        }
        line(text, "at once", status.quota().maxConcurrency());
        status.windows().forEach(window -> window(text, window));
        text.append(
                "\n| worker | requests/min | tokens/min | at once | in flight | waiting |\n|---|---|---|---|---|---|\n");
        for (PoolStatus.Worker worker : status.workers()) {
            text.append("| %s | %s | %s | %d | %d | %d |%n"
                    .formatted(
                            MarkdownText.code(worker.name()),
                            limit(worker.requestsPerMinute()),
                            limit(worker.tokensPerMinute()),
                            worker.concurrency(),
                            worker.inFlight(),
                            worker.waiting()));
        }
        return text.toString();
    }

    private static void window(StringBuilder text, PoolStatus.Window window) {
        text.append("| %s%s | %,d of %,d used |%n"
                .formatted(
                        window.limit(),
                        window.model() == null ? "" : " of " + MarkdownText.code(window.model()),
                        window.used(),
                        window.most()));
    }

    private static void line(StringBuilder text, String name, @Nullable Number limit) {
        text.append("| %s | %s |%n".formatted(name, limit(limit)));
    }

    private static String limit(@Nullable Number limit) {
        return limit == null ? "no limit" : String.format(Locale.ROOT, "%,d", limit.longValue());
    }
}
