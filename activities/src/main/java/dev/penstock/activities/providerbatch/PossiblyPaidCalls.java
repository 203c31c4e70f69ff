package dev.penstock.activities.providerbatch;

import dev.penstock.contracts.providerbatch.PartInput;
import dev.penstock.store.ResultLog;
import dev.penstock.store.ResultLog.Ending;

/** Notes in the result log which requests of a submission may have been paid for without an answer. */
record PossiblyPaidCalls(PartInput input, ResultLog log) {
    /**
     * Notes a request, but not once more when collecting is repeated: each submission is paid for once, and its number is the most
     * there can be.
     *
     * @param how {@link Ending#LOST_ON_THE_WAY}, or {@link Ending#UNDELIVERED} if there was no fault
     */
    WaitingRequest note(long line, WaitingRequest request, Ending how) {
        if (request.possiblyPaid() >= input.submission()) {
            return request;
        }
        log.begin(input.batch(), request.shard(), line);
        log.endWithout(input.batch(), request.shard(), line, how);
        return request.paidIn(input.submission());
    }
}
