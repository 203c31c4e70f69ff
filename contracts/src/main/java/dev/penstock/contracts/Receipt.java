package dev.penstock.contracts;

/** A summary of the outcomes of some requests, a few hundred bytes however many they are; receipts add up. */
public record Receipt(Counts counts, Usage usage, Cost cost, LatencyHistogram latency) {
    public static final Receipt NONE = new Receipt(Counts.NONE, Usage.NONE, Cost.NONE, LatencyHistogram.EMPTY);

    public Receipt plus(Receipt other) {
        return new Receipt(
                counts.plus(other.counts), usage.plus(other.usage), cost.plus(other.cost), latency.plus(other.latency));
    }
}
