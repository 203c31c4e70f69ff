package dev.penstock.activities.prices;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a price card once, when it is first needed: most commands need no price. */
final class LazyPriceCard implements Supplier<PriceCard> {
    private final Supplier<PriceCard> source;
    private volatile @Nullable PriceCard card;

    LazyPriceCard(Supplier<PriceCard> source) {
        this.source = source;
    }

    @Override
    public PriceCard get() {
        PriceCard read = card;
        if (read == null) {
            // Twice by two threads does no harm.
            read = source.get();
            card = read;
        }
        return read;
    }
}
