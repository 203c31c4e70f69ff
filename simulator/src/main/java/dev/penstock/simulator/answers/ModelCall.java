package dev.penstock.simulator.answers;

import dev.penstock.simulator.faults.Fault.Quirk;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One call of the model, read and found to be well-formed. */
public sealed interface ModelCall permits ChatCall, EmbeddingsCall, ResponsesCall {
    String model();

    /** The text by which the books know this call. */
    String prompt();

    /** What the whole answer will be billed; known beforehand, as the answer is made up. */
    BilledTokens usage(AnswerOptions options);

    SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk);

    /** Tells one answer from another. */
    record Ident(long promptHash, long nthCall, Instant created) {
        String id(String prefix) {
            return "%s-sim%016x-%d".formatted(prefix, promptHash, nthCall);
        }
    }
}
