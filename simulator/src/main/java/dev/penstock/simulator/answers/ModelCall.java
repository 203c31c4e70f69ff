package dev.penstock.simulator.answers;

import dev.penstock.simulator.faults.Fault.Quirk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A well-formed call of a model, read from the body of an HTTP request. */
public sealed interface ModelCall
        permits ChatCall, EmbeddingsCall, GeminiChatCall, ImagesCall, MessagesCall, ModerationsCall, ResponsesCall {
    String model();

    /** Returns the text under which the statistics count this call. */
    String prompt();

    /** Returns the usage of the complete answer, which is known beforehand because the answer is made up. */
    BilledTokens usage(AnswerOptions options);

    /**
     * Returns how many of the prompt's tokens are read from a prompt cache, which no quota counts.
     *
     * @param nth which call of this prompt it is, from 1
     */
    default long readFromCache(int nth) {
        return 0;
    }

    SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk);

    /** The identity of one answer, from which its {@code id} is formed. */
    record Ident(long promptHash, long nthCall, Instant created) {
        String id(String prefix) {
            return "%s-sim%016x-%d".formatted(prefix, promptHash, nthCall);
        }
    }
}
