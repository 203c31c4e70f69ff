package dev.penstock.service.batches;

import dev.penstock.contracts.Deadline;
import dev.penstock.service.errors.ApiFailure;
import java.time.Instant;
import java.util.regex.Pattern;

/** The completion window of a batch: {@code 24h} at OpenAI; Penstock takes any duration. */
final class CompletionWindow {
    private static final Pattern DURATION = Pattern.compile("[1-9]\\d{0,6}[smhd]");

    private CompletionWindow() {}

    static Instant end(String window, Instant start) {
        if (!DURATION.matcher(window).matches()) {
            throw ApiFailure.invalid(
                    "completion_window must be 24h or another duration such as 30m, 1h or 2d",
                    "completion_window",
                    "invalid_completion_window");
        }
        return Deadline.parse(window, start);
    }
}
