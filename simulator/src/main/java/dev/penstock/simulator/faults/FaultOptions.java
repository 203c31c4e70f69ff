package dev.penstock.simulator.faults;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How often which fault happens, when the provider is down, and what {@code x-should-retry} says on errors. */
public record FaultOptions(
        long seed, Map<String, Double> rates, @Nullable Boolean shouldRetry, List<OutageWindow> outages) {
    public static final FaultOptions NONE = new FaultOptions(1, Map.of(), null, List.of());

    public FaultOptions {
        rates.keySet().forEach(FaultTable::named);
        if (rates.values().stream().anyMatch(rate -> rate < 0 || rate > 1)
                || rates.values().stream().mapToDouble(Double::doubleValue).sum() > 1.000001) {
            throw new IllegalArgumentException("the rates of faults lie between 0 and 1, and so does their sum");
        }
        // Sorted, so that the same dice give the same fault whatever order the rates were given in.
        rates = Collections.unmodifiableMap(new TreeMap<>(rates));
        outages = List.copyOf(outages);
    }

    /** One throw of the dice decides among all faults, so their rates add up. */
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
