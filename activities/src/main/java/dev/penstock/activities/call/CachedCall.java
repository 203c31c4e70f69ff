package dev.penstock.activities.call;

import dev.penstock.activities.reuse.AnswerCache;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import java.util.Optional;

/** Answers a request from the answer cache, before a budget is charged and before the request waits for a permit. */
final class CachedCall implements CallLayer {
    private final CallLayer next;
    private final AnswerCache cache;
    private final ShardJournal journal;
    private final AnswerChecks checks;
    private final int round;

    CachedCall(CallLayer next, AnswerCache cache, ShardJournal journal, AnswerChecks checks, int round) {
        this.next = next;
        this.cache = cache;
        this.journal = journal;
        this.checks = checks;
        this.round = round;
    }

    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        AnswerCheck check = checks.of(request.body());
        Optional<Result> kept = cache.find(
                request.line(), round, request.earlier(), request.paid(), response -> isUsable(response, check));
        return kept.isPresent() ? journal.append(kept.get()) : next.call(request);
    }

    /** Checks a cached answer, which may be the answer to an equal request with other expectations. */
    private static boolean isUsable(Result.Response response, AnswerCheck check) {
        return check.wrong(new Outcome.Answered(response, Usage.NONE)).isEmpty();
    }
}
