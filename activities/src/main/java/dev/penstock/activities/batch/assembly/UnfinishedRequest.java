package dev.penstock.activities.batch.assembly;

import dev.penstock.contracts.batch.AssembleInput;
import dev.penstock.contracts.batch.BatchState;
import dev.penstock.store.RequestCodec.Key;
import dev.penstock.store.Result;

/**
 * Creates the dead letter of a request that was unfinished when its batch ended. The dead letter is written to the
 * error file only: in the result log it would keep the request from being sent when the batch is continued.
 */
final class UnfinishedRequest {
    private UnfinishedRequest() {}

    static Result of(Key request, AssembleInput input) {
        boolean expired = input.status() == BatchState.EXPIRED;
        String message = expired
                ? "the batch's deadline passed before this request was answered"
                : "the batch was stopped before this request was answered";
        String reason = input.reason() == null ? message : message + ": " + input.reason();
        Result.Error error = new Result.Error(expired ? "batch_expired" : "batch_cancelled", reason);
        return Result.builder(request.line(), request.customId())
                .error(error)
                .round(input.round())
                .build();
    }
}
