package dev.penstock.activities.prices;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition under which prices hold.
 *
 * @param tier the service tier, or {@link ServiceTiers#BATCH}; empty = the standard one
 * @param above the input tokens of a request beyond which the prices hold for all its tokens; 0 = any number
 */
public record PriceCondition(String tier, long above) implements Comparable<PriceCondition> {
    static final PriceCondition STANDARD = new PriceCondition("", 0);

    private static final Pattern TEXT = Pattern.compile("([a-z][a-z0-9-]{0,30})?(?:>(\\d{1,9}))?");
    private static final Comparator<PriceCondition> ORDER =
            Comparator.comparing(PriceCondition::tier).thenComparingLong(PriceCondition::above);

    /**
     * Reads a sheet as cards name it: {@code flex}, {@code >200000}, {@code flex>200000}.
     *
     * @throws IllegalArgumentException if it is none
     */
    static PriceCondition parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches() || text.isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' is no tier or number of tokens, as flex or >200000 are".formatted(text));
        }
        String tier = parts.group(1);
        String above = parts.group(2);
        return new PriceCondition(tier == null ? "" : tier, above == null ? 0 : Long.parseLong(above));
    }

    @Override
    public int compareTo(PriceCondition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return tier + (above == 0 ? "" : ">" + above);
    }
}
