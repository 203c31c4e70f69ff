package dev.penstock.activities.providerbatch;

import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.providers.AnswerLimits;
import dev.penstock.store.Result;
import dev.penstock.store.ResultBuilder;
import java.time.Instant;

/**
 * Begins the results of the requests of one part, with what is the same for all of them.
 *
 * @param collectedAt the time used as start of every call, because the provider does not report one
 */
record PartResults(PartInput input, Instant collectedAt) {
    private static final Result.Error NOTHING =
            new Result.Error("no_result", "the provider's batch ended without a result for this request");

    private static final Result.Error TOO_LARGE = new Result.Error(
            "answer_too_large",
            "the provider sent an answer of more than %d MiB".formatted(AnswerLimits.ANSWER_BYTES >> 20));

    /** Returns the result of a request, which lacks the answer or the error. */
    ResultBuilder of(long line, WaitingRequest request) {
        ResultBuilder result = Result.builder(line, request.customId());
        return request.paid()
                .addTo(result, null, request.possiblyUsd(), false)
                .usage(request.paid().usage())
                .attempts(input.submission())
                .startedAt(collectedAt)
                .round(input.round())
                .call(new Result.Call(input.part().pool(), input.part().model(), 0, null))
                .lane(Result.PROVIDER_BATCH);
    }

    /** Returns the dead letter of a request that has failed for the last time, or that the provider left out. */
    Result deadLetter(long line, WaitingRequest request) {
        return withoutAnswer(line, request).build();
    }

    /** Returns the same, of which the cost may follow. */
    ResultBuilder withoutAnswer(long line, WaitingRequest request) {
        Result.Error error = request.error() == null ? NOTHING : request.error();
        return of(line, request).response(request.response()).error(error);
    }

    /** Returns the dead letter of a request whose answer is too long to be read. */
    Result tooLarge(long line, WaitingRequest request) {
        return of(line, request).error(TOO_LARGE).build();
    }
}
