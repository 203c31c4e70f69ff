package dev.penstock.limits.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A scenario that was played, and what is to be said of it.
 *
 * @param told what happens in it, and {@code shown} what came of it
 * @param settled seconds until it goes at the new rate; null = nothing changes
 * @param jain of the tokens of those who share, by weight; null = nobody does all the time
 */
record Story(
        String name,
        String told,
        String shown,
        double utilisation,
        double throttledShare,
        @Nullable Integer settled,
        double overshoot,
        @Nullable Double jain) {
    static Story of(
            String name, String told, String shown, Figures figures, @Nullable Integer settled, @Nullable Double jain) {
        return new Story(
                name, told, shown, figures.utilisation(), figures.throttledShare(), settled, figures.overshoot(), jain);
    }
}
