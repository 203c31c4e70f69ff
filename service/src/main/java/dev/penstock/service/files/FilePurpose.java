package dev.penstock.service.files;

import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The purposes of files, as OpenAI names them, with the size limit and expiry of each. */
public final class FilePurpose {
    public static final String BATCH = "batch";
    public static final String BATCH_OUTPUT = "batch_output";

    /** OpenAI's limits, with a megabyte taken as 2^20 bytes. */
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
            throw tooLarge("a batch's file must not be larger than 200 MB");
        }
    }

    static ApiFailure tooLarge(String message) {
        return ApiFailure.of(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE, message, "invalid_request_error", "file", "file_too_large");
    }

    /** Returns how long a file is kept by default; null = forever. */
    static @Nullable Duration expiresAfter(String purpose) {
        return purpose.equals(BATCH) ? BATCH_EXPIRES : null;
    }
}
