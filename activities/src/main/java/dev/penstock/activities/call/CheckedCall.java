package dev.penstock.activities.call;

import dev.penstock.providers.Outcome;
import dev.penstock.store.Result;
import dev.penstock.store.ShardLog.Calls;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks answers once they are durable: an answer is paid for, and whatever happens to the process while it checks one, the
 * answer is found again and not called for again. An answer that cannot be used is retracted.
 */
public final class CheckedCall implements CallLayer {
    private static final Logger log = LoggerFactory.getLogger(CheckedCall.class);

    private final CallLayer next;
    private final AnswerChecks checks;
    private final ShardJournal journal;
    private final FirstRefusals forms;
    private final String route;

    /**
     * @param forms whether none of the first answers of a batch can be used
     * @param route the name for what answered where a result does not say it
     */
    CheckedCall(CallLayer next, AnswerChecks checks, ShardJournal journal, FirstRefusals forms, String route) {
        this.next = next;
        this.checks = checks;
        this.journal = journal;
        this.forms = forms;
        this.route = route;
    }

    @Override
    public CallReport call(CallRequest request) throws InterruptedException {
        CallReport report = next.call(request);
        if (!(report instanceof CallReport.Finished finished) || !isUnchecked(request, finished.result())) {
            return report;
        }
        try {
            finished.durable().get();
        } catch (ExecutionException e) {
            // The failure is met again where the result's future is awaited.
            return finished;
        }
        return checked(request, finished);
    }

    /** Returns whether a result has an answer that may not have been checked; one from the cache was, before it was taken. */
    public boolean isUnchecked(CallRequest request, Result result) {
        return result.isAnswered()
                && result.reuse() == null
                && !checks.of(request.body()).equals(AnswerCheck.NONE);
    }

    /** Checks an answer that an earlier run has written down, maybe without having checked it. */
    public CallReport again(CallRequest request, Result logged) throws InterruptedException {
        return checked(request, new CallReport.Finished(logged));
    }

    private CallReport checked(CallRequest request, CallReport.Finished finished) throws InterruptedException {
        Result result = finished.result();
        Result.Response response = Objects.requireNonNull(result.response());
        Optional<Outcome.Unusable> wrong =
                checks.of(request.body()).wrong(new Outcome.Answered(response, result.usage(), result.facts()));
        String answeredBy = result.call() == null ? route : result.call().pool();
        if (wrong.isEmpty()) {
            forms.answered(journal.batch(), answeredBy);
            return finished;
        }
        try {
            journal.retract(result).get();
        } catch (ExecutionException e) {
            log.warn("Line {}: an answer could not be retracted, and will be checked again", result.line(), e);
        }
        return switch (decision(wrong.get(), request.earlier(), answeredBy)) {
            case RetryDecision.Again again -> new CallReport.Retry(again, Duration.ofMillis(result.latencyMs()));
            case RetryDecision.Done done ->
                journal.append(result.failedWith(wrong.get().error()));
            case RetryDecision.Hold hold -> new CallReport.Held(hold, Duration.ZERO);
        };
    }

    private RetryDecision decision(Outcome.Unusable wrong, Calls earlier, String pool) {
        return forms.isOneTooManyWithoutForm(journal.batch(), pool, wrong)
                ? RetryRule.afterAllWithoutForm(wrong, pool)
                : RetryRule.after(wrong, earlier, pool);
    }
}
