package dev.penstock.activities;

import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.Provider;
import dev.penstock.store.Result;
import java.util.List;

/**
 * The requirements that a batch has of answers. An answer that lacks something else is a dead letter at once: it is paid for, its response
 * is kept, and it is never called for again without a person's word.
 *
 * @param failOn what an answer may not lack
 */
public record AnswerRequirements(List<IncompleteAnswer> failOn) {
    private static final int NEVER_AGAIN = 0;

    /** Returns a provider whose answers are {@link #apply judged}. */
    public Provider judging(Provider provider) {
        return failOn.isEmpty() ? provider : (url, body) -> apply(provider.call(url, body));
    }

    /** Returns an outcome with an answer that lacks too much as an unusable one. */
    public Outcome apply(Outcome outcome) {
        IncompleteAnswer lacks = outcome.facts().lacks();
        if (lacks == null || !failOn.contains(lacks)) {
            return outcome;
        }
        return switch (outcome) {
            case Outcome.Answered answered ->
                new Outcome.Unusable(
                        answered.response(), answered.usage(), error(lacks), NEVER_AGAIN, answered.facts());
            case Outcome.Unusable unusable ->
                new Outcome.Unusable(
                        unusable.response(), unusable.usage(), unusable.error(), NEVER_AGAIN, unusable.facts());
            default -> outcome;
        };
    }

    private static Result.Error error(IncompleteAnswer lacks) {
        return switch (lacks) {
            case TRUNCATED ->
                new Result.Error(
                        "answer_truncated", "the answer ends at the token limit: raise max_tokens, or ask for less");
            case FILTERED -> new Result.Error("answer_filtered", "the provider's content filter cut the answer");
            case DECLINED -> new Result.Error("answer_declined", "the model declined to answer");
            case EMPTY -> new Result.Error(Outcome.Unusable.EMPTY, "the provider's answer is empty");
        };
    }
}
