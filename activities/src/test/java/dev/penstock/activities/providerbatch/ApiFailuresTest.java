package dev.penstock.activities.providerbatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.FailureTypes;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiFailuresTest {
    private static final ApiFailures FAILURES = new ApiFailures(
            "p", new ProviderAccount(URI.create("http://127.0.0.1/v1"), null, Duration.ofMinutes(1), Map.of(), 1));

    @ParameterizedTest
    @CsvSource({
        "400, Input file not found",
        "404, No such File object: the file does not exist",
        "400, The input file is pending and can not be used yet",
        "409, The file is still processing",
        "400, The file has not been processed yet",
        "400, The File penstock-1 is not in an ACTIVE state and usage is not allowed.",
    })
    void aFileThatWasJustUploadedIsOrderedAgain(int status, String message) {
        ApplicationFailure failure = failure("POST /batches", status, message);

        assertThat(failure.getType()).isEqualTo(ApiFailures.FILE_NOT_READY);
        assertThat(failure.isNonRetryable()).isFalse();
    }

    /** Gemini's answer for a file that it does not have, which elsewhere is one for a key without rights. */
    @Test
    void aFileThatMayNotExistDoesNotBlockTheAccount() {
        String message = "You do not have permission to access the File penstock-1 or it may not exist.";

        assertThat(blocked("POST /batches", message).getType()).isEqualTo(ApiFailures.FILE_NOT_READY);
        assertThat(blocked("POST /batches", "The caller does not have permission")
                        .getType())
                .isEqualTo(FailureTypes.HOLD);
    }

    @ParameterizedTest
    @CsvSource({"POST /batches, 400, The file has no requests", "POST /files, 400, File is pending"})
    void anyOtherRefusalHoldsThePart(String call, int status, String message) {
        assertThat(failure(call, status, message).getType()).isEqualTo(FailureTypes.HOLD);
    }

    @Test
    void aProviderWithoutABatchApiIsStillKnownByIts404() {
        ApplicationFailure failure = failure("POST /batches", 404, "not found");

        assertThat(failure.getType()).isEqualTo(FailureTypes.NO_BATCH_LANE);
        assertThat(failure.getOriginalMessage())
                .isEqualTo(
                        "pool p has no batch API (POST /batches was answered 404 code: not found); use lane online, or a"
                                + " pool that has one");
    }

    @Test
    void aBatchThatFailedForWantOfItsFileIsOrderedAgain() throws IOException {
        String failed =
                "{\"id\":\"b\",\"status\":\"failed\",\"created_at\":1000,\"errors\":{\"data\":[{\"code\":\"invalid\","
                        + "\"message\":\"Input file not found.\"}]}}";

        assertThat(ProviderBatchReader.of(Json.MAPPER.readTree(failed)).tokenLimit())
                .isTrue();
        assertThat(ProviderBatchReader.isTooEarly(Json.MAPPER.readTree(failed), Instant.ofEpochSecond(999)))
                .isTrue();
        assertThat(ProviderBatchReader.isTooEarly(Json.MAPPER.readTree(failed), Instant.ofEpochSecond(1001)))
                .isFalse();
    }

    private static ApplicationFailure blocked(String call, String message) {
        Outcome blocked = new Outcome.Blocked(new Result.Response(403, "", "{}"), new Result.Error("code", message));
        return (ApplicationFailure) FAILURES.refused(call, 403, blocked);
    }

    private static ApplicationFailure failure(String call, int status, String message) {
        Outcome refused = new Outcome.Refused(new Result.Response(status, "", "{}"), new Result.Error("code", message));
        return (ApplicationFailure) FAILURES.refused(call, status, refused);
    }
}
