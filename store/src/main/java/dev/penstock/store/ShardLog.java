package dev.penstock.store;

import java.util.Map;
import java.util.Optional;

/** One shard's part of the result log: the best result of each line, and the calls that brought no result. */
public record ShardLog(Map<Long, Result> results, Map<Long, Calls> calls) {
    /**
     * Counts the calls of one line that brought no result: lost calls, 429 responses, and calls cut off by a crash.
     *
     * @param lostOnTheWay calls that the provider may charge for; also counted in {@code lost}, unless they were cancelled without
     *     a fault
     */
    public record Calls(int lost, int throttled, int cutOff, int lostOnTheWay) {
        public static final Calls NONE = new Calls(0, 0, 0, 0);

        /** Returns the number of calls without a result that the provider may charge for. */
        public int possiblyPaid() {
            return cutOff + lostOnTheWay;
        }
    }

    /** Returns the result that counts in this round: an answer, or a dead letter of this round or a later one. */
    public Optional<Result> find(long line, int round) {
        return Optional.ofNullable(results.get(line)).filter(result -> result.isAnswered() || result.round() >= round);
    }

    /** Returns the dead letter of an earlier round whose request is called again in this one; empty if there is none. */
    public Optional<Result> earlierDeadLetter(long line, int round) {
        return Optional.ofNullable(results.get(line)).filter(result -> !result.isAnswered() && result.round() < round);
    }

    /**
     * Returns how many calls were cut off by a crash since the latest dead letter, which is there in a later round. Lost calls
     * before the dead letter may be taken for such calls, so it may be a few less.
     */
    public int cutOffSinceDeadLetter(long line) {
        Result result = results.get(line);
        int before = result == null || result.isAnswered() ? 0 : result.attempts();
        return Math.max(0, calls(line).cutOff() - before);
    }

    public Calls calls(long line) {
        return calls.getOrDefault(line, Calls.NONE);
    }
}
