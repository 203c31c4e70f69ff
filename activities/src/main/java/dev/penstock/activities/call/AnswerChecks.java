package dev.penstock.activities.call;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The checks of a batch's answers: a request may ask for an answer of another form than the one before it. */
@FunctionalInterface
public interface AnswerChecks {
    /** Takes every answer to every request. */
    AnswerChecks NONE = body -> AnswerCheck.NONE;

    /** Returns the check of the answer to a request with this body. */
    AnswerCheck of(ObjectNode body);
}
