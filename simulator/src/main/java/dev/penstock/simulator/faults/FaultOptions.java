package dev.penstock.simulator.faults;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The faults and outages that the simulator injects.
 *
 * @param seed the start of the random numbers, which makes faults and latency repeatable
 * @param rates the part of the calls, from 0 to 1, that get a fault, by the fault's name
 * @param shouldRetry the header {@code x-should-retry} of error responses; null = no such header
 */
public record FaultOptions(
        long seed, Map<String, Double> rates, @Nullable Boolean shouldRetry, List<OutageWindow> outages) {
    public static final FaultOptions NONE = new FaultOptions(1, Map.of(), null, List.of());

    public FaultOptions {
        rates.keySet().forEach(FaultTable::named);
        if (rates.values().stream().anyMatch(rate -> rate < 0 || rate > 1)
                || rates.values().stream().mapToDouble(Double::doubleValue).sum() > 1.000001) {
            throw new IllegalArgumentException("the rates of faults and their sum must be between 0 and 1");
        }
        // Sorted, so that the same random number gives the same fault whatever the order of the rates.
        rates = Collections.unmodifiableMap(new TreeMap<>(rates));
        outages = List.copyOf(outages);
    }

    /** Draws a fault or none; one random number decides among all faults, so their rates add up. */
    public Optional<Fault> draw(RandomGenerator dice) {
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        double thrown = dice.nextDouble();
        for (Map.Entry<String, Double> rate : rates.entrySet()) {
            thrown -= rate.getValue();
            if (thrown < 0) {
                return Optional.of(FaultTable.named(rate.getKey()));
            }
        }
        return Optional.empty();
    }
}
