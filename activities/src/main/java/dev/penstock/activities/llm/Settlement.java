package dev.penstock.activities.llm;

import dev.penstock.activities.gate.Permit;
import dev.penstock.activities.llm.Outcome.Answered;
import dev.penstock.activities.llm.Outcome.Blocked;
import dev.penstock.activities.llm.Outcome.Lost;
import dev.penstock.activities.llm.Outcome.Refused;
import dev.penstock.activities.llm.Outcome.Throttled;
import dev.penstock.activities.tokens.TokenEstimate;
import dev.penstock.contracts.Usage;
import java.time.Duration;

/** Tells the gate and the estimate how a call ended. */
final class Settlement {
    private static final Duration UNTIL_PAUSED = Duration.ofSeconds(5);

    private Settlement() {}

    static void of(Outcome outcome, Permit permit, TokenEstimate estimate) {
        switch (outcome) {
            case Answered answered -> {
                long used = answered.usage().total();
                // Some providers don't say what they used.
                permit.answered(used > 0 ? used : permit.tokens());
                estimate.answered(answered.usage().output());
            }
            case Refused refused -> permit.refused();
            // Everybody else would be turned away as well, until the batch has been paused.
            case Blocked blocked -> permit.throttled(UNTIL_PAUSED);
            case Throttled throttled -> permit.throttled(throttled.retryAfter());
            case Lost lost -> permit.lost();
        }
    }

    static Usage usage(Outcome outcome) {
        return outcome instanceof Answered answered ? answered.usage() : Usage.NONE;
    }
}
