package dev.penstock.activities.providerbatch;

import dev.penstock.activities.budget.PaidEarlier;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.store.Result;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A request of a part for which no result was read yet.
 *
 * @param pricedModel the name under which its model has a price
 * @param check the check of its answer
 * @param possiblyPaid how many calls that were lost since the latest dead letter may have been paid for
 * @param possiblyUsd what those and calls that were cut off may have cost at most; null = not known
 * @param paid what the request has cost in earlier rounds
 * @param response the latest response that is no result; null = none
 * @param error why the latest response is no result; null = there was none
 */
record WaitingRequest(
        int shard,
        String customId,
        String pricedModel,
        AnswerCheck check,
        int possiblyPaid,
        @Nullable BigDecimal possiblyUsd,
        PaidEarlier paid,
        Result.@Nullable Response response,
        Result.@Nullable Error error) {
    WaitingRequest with(Result.@Nullable Response latest, Result.@Nullable Error why) {
        return new WaitingRequest(shard, customId, pricedModel, check, possiblyPaid, possiblyUsd, paid, latest, why);
    }

    WaitingRequest paidIn(int submissions) {
        return new WaitingRequest(shard, customId, pricedModel, check, submissions, possiblyUsd, paid, response, error);
    }
}
