package dev.penstock.simulator.answers;

import dev.penstock.simulator.faults.Fault.Refusal;
import dev.penstock.simulator.faults.FaultTable;
import org.jspecify.annotations.Nullable;

/** Thrown for a call that OpenAI would refuse as invalid; carries the error response. */
public final class InvalidCall extends RuntimeException {
    private final transient Refusal refusal;

    public InvalidCall(String message, @Nullable String param) {
        this(new Refusal(400, FaultTable.INVALID, null, param, message));
    }

    public InvalidCall(Refusal refusal) {
        super(refusal.message(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
