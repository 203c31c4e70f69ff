package dev.penstock.activities.call;

import dev.penstock.providers.Outcome;
import java.util.Optional;

/** Checks whether an answer has the form that was asked for. */
@FunctionalInterface
public interface AnswerCheck {
    /** Takes every answer. */
    AnswerCheck NONE = answered -> Optional.empty();

    /** Returns what is wrong with an answer; empty if it can be used. Equal answers get equal replies. */
    Optional<Outcome.Unusable> wrong(Outcome.Answered answered);
}
