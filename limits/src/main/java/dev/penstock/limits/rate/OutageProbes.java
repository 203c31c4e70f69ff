package dev.penstock.limits.rate;

import dev.penstock.contracts.pool.ProbeOutcomes;

/** Tells the calls that test a provider which was down from those that started freely, and counts how the former ended. */
final class OutageProbes {
    private boolean isProbing;
    private long openings;
    private ProbeOutcomes ended = ProbeOutcomes.NONE;

    /** Notes whether calls that start after this are probes: a number of them, and then none. */
    void setProbing(boolean probing) {
        openings += isProbing && !probing ? 1 : 0;
        isProbing = probing;
    }

    boolean isProbing() {
        return isProbing;
    }

    /** Returns how often calls have been admitted freely again. */
    long openings() {
        return openings;
    }

    /** Returns whether the loss of a call would show that the provider is down. */
    boolean isEvidence(Admission call) {
        return !isProbing && !call.isProbe() && call.opening() == openings;
    }

    void lost(Admission call) {
        ended = call.isProbe() ? new ProbeOutcomes(ended.answered(), ended.lost() + 1) : ended;
    }

    void answered(Admission call) {
        ended = call.isProbe() ? new ProbeOutcomes(ended.answered() + 1, ended.lost()) : ended;
    }

    ProbeOutcomes ended() {
        return ended;
    }
}
