package dev.penstock.store;

import java.util.Map;
import java.util.Optional;

/** What the result log has of one shard: the best result of each line, and the calls of those that have none. */
public record ShardLog(Map<Long, Result> results, Map<Long, Calls> calls) {
    /**
     * The calls of one line that brought no result: faults, answers 429, and those a crash cut off.
     *
     * @param lostOnTheWay faults of which nobody knows whether they are charged for; {@code lost} has them, too
     */
    public record Calls(int lost, int throttled, int cutOff, int lostOnTheWay) {
        public static final Calls NONE = new Calls(0, 0, 0, 0);

        /** Those that the provider may charge for. */
        public int possiblyPaid() {
            return cutOff + lostOnTheWay;
        }
    }

    /** The result that still counts in this round: an answer, or a dead letter of the same round or a later one. */
    public Optional<Result> find(long line, int round) {
        return Optional.ofNullable(results.get(line)).filter(result -> result.isAnswered() || result.round() >= round);
    }

    public Calls calls(long line) {
        return calls.getOrDefault(line, Calls.NONE);
    }
}
