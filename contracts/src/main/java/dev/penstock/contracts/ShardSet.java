package dev.penstock.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A set of a batch's shards, written as ranges: {@code 0-3,7}. */
public record ShardSet(BitSet numbers) {
    public ShardSet {
        numbers = (BitSet) numbers.clone();
    }

    @JsonCreator
    public static ShardSet parse(String ranges) {
        BitSet numbers = new BitSet();
        Stream.of(ranges.split(",", -1)).filter(range -> !range.isBlank()).forEach(range -> {
            int dash = range.indexOf('-');
            int from = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int to = dash < 0 ? from : Integer.parseInt(range.substring(dash + 1));
            numbers.set(from, to + 1);
        });
        return new ShardSet(numbers);
    }

    public static ShardSet of(IntStream numbers) {
        BitSet set = new BitSet();
        numbers.forEach(set::set);
        return new ShardSet(set);
    }

    public int size() {
        return numbers.cardinality();
    }

    public boolean contains(int shard) {
        return numbers.get(shard);
    }

    public ShardSet without(int shard) {
        BitSet rest = numbers();
        rest.clear(shard);
        return new ShardSet(rest);
    }

    public IntStream stream() {
        return numbers.stream();
    }

    @Override
    public BitSet numbers() {
        return (BitSet) numbers.clone();
    }

    @JsonValue
    @Override
    public String toString() {
        return IntStream.iterate(numbers.nextSetBit(0), first -> first >= 0, first -> numbers.nextSetBit(end(first)))
                .mapToObj(first -> end(first) == first + 1 ? "" + first : first + "-" + (end(first) - 1))
                .collect(Collectors.joining(","));
    }

    private int end(int first) {
        return numbers.nextClearBit(first);
    }
}
