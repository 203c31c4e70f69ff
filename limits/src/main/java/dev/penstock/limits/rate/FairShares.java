package dev.penstock.limits.rate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts what each fairness key has had among the waiting calls of one urgency. The next call is of the key that has had least for its
 * weight (start-time fair queueing): in tokens where the calls' tokens are known, otherwise in calls.
 */
final class FairShares implements Comparator<WaitingCall> {
    private final Map<String, Share> shares = new HashMap<>();
    /** The part, for its weight, of a key that has waited all the time; a key that comes begins here. */
    private double had;

    private int waiting;

    private static final class Share {
        double had;
        int waiting;
    }

    /** Counts a call that begins to wait. */
    void waits(WaitingCall call) {
        Share share = shares.computeIfAbsent(call.group.fairness().key(), any -> new Share());
        if (share.waiting == 0) {
            // A key that was away does not catch up on what others had meanwhile.
            share.had = Math.max(share.had, had);
        }
        share.waiting++;
        waiting++;
    }

    /** Counts a call that goes, for its key. */
    void goes(WaitingCall call) {
        Fairness fairness = call.group.fairness();
        Share share = shares.get(fairness.key());
        if (share != null) {
            had = Math.max(had, share.had);
            share.had += Math.max(1, call.tokens.total()) / fairness.weight();
        }
        leaves(call);
    }

    /** Counts a call that waits no longer. */
    void leaves(WaitingCall call) {
        Share share = shares.get(call.group.fairness().key());
        if (share != null) {
            share.waiting--;
            waiting--;
        }
        if (waiting == 0) {
            shares.clear();
            had = 0;
        } else if (shares.size() > 1) {
            // They would begin like new ones.
            shares.values().removeIf(idle -> idle.waiting == 0 && idle.had <= had);
        }
    }

    /** Compares by what the calls' keys have had; those of one key go in order of arrival. */
    @Override
    public int compare(WaitingCall one, WaitingCall other) {
        int byShare = Double.compare(had(one), had(other));
        return byShare == 0 ? Long.compare(one.number, other.number) : byShare;
    }

    private double had(WaitingCall call) {
        Share share = shares.get(call.group.fairness().key());
        return share == null ? had : share.had;
    }
}
