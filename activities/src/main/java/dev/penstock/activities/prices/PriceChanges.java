package dev.penstock.activities.prices;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The differences between two price cards.
 *
 * @param added how many models only the later card has, and {@code removed} how many only the earlier one
 * @param changed the models with other prices
 */
public record PriceChanges(PriceCard before, PriceCard after, long added, long removed, List<Changed> changed) {
    /** A model with its earlier and its later price. */
    public record Changed(String model, ModelPrice before, ModelPrice after) {}

    static PriceChanges between(PriceCard before, PriceCard after) {
        Set<String> gone = new HashSet<>(before.names().toList());
        long added = 0;
        List<Changed> changed = new ArrayList<>();
        for (String name : after.names().toList()) {
            if (!gone.remove(name)) {
                added++;
                continue;
            }
            Optional<ModelPrice> earlier = before.find(name);
            Optional<ModelPrice> later = after.find(name);
            if (!earlier.equals(later)) {
                changed.add(new Changed(name, earlier.orElseThrow(), later.orElseThrow()));
            }
        }
        return new PriceChanges(before, after, added, gone.size(), changed);
    }
}
