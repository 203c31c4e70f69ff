package dev.penstock.service.files;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file is for, as OpenAI names it, and how large it may be for that. */
public final class FilePurpose {
    public static final String BATCH = "batch";
    public static final String BATCH_OUTPUT = "batch_output";

    /** OpenAI's limits, read generously. */
    static final long LARGEST = 512L << 20;

    private static final long LARGEST_BATCH = 200L << 20;
    private static final Duration BATCH_EXPIRES = Duration.ofDays(30);
    private static final Set<String> UPLOADED =
            Set.of(BATCH, "assistants", "fine-tune", "vision", "user_data", "evals");

    private FilePurpose() {}

    static void check(@Nullable String purpose, long bytes) {
        if (purpose == null) {
            throw ApiFailure.invalid("purpose is missing", "purpose", null);
        }
        if (!UPLOADED.contains(purpose)) {
            throw ApiFailure.invalid(
                    "purpose must be one of "
                            + String.join(", ", UPLOADED.stream().sorted().toList()),
                    "purpose",
                    null);
        }
        if (purpose.equals(BATCH) && bytes > LARGEST_BATCH) {
            throw tooLarge("a batch's file may have 200 MB at most");
        }
    }

    static ApiFailure tooLarge(String message) {
        return ApiFailure.of(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE, message, "invalid_request_error", "file", "file_too_large");
    }

    /** When nobody says otherwise; null for never. */
    static @Nullable Duration expiresAfter(String purpose) {
        return purpose.equals(BATCH) ? BATCH_EXPIRES : null;
    }
}
