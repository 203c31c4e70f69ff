package dev.penstock.activities.prices;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The prices of a model's tokens: in the standard tier, in others, in the provider's batches, and in long requests. */
public final class ModelPrice {
    private final NavigableMap<PriceCondition, Map<TokenKind, BigDecimal>> stated;
    private final @Nullable Long maxOutput;
    private final NavigableSet<Long> thresholds = new TreeSet<>();
    private final Map<PriceCondition, Rates> rates = new HashMap<>();

    /**
     * @param stated prices in US dollars per million tokens, with those of {@link PriceCondition#STANDARD}
     * @param maxOutput the model's longest answer in tokens; null = unknown
     */
    ModelPrice(Map<PriceCondition, Map<TokenKind, BigDecimal>> stated, @Nullable Long maxOutput) {
        this.stated = Collections.unmodifiableNavigableMap(new TreeMap<>(stated));
        this.maxOutput = maxOutput;
        Map<TokenKind, BigDecimal> known = own(PriceCondition.STANDARD);
        Rates standard = Rates.of(known);
        this.stated.keySet().forEach(sheet -> thresholds.add(sheet.above()));
        thresholds.add(0L);
        for (long above : thresholds) {
            rates.put(new PriceCondition("", above), standard.under(own(new PriceCondition("", above)), known));
        }
        for (String tier : this.stated.keySet().stream()
                .map(PriceCondition::tier)
                .distinct()
                .toList()) {
            if (!tier.isEmpty()) {
                addTier(tier, standard, known);
            }
        }
    }

    /** Creates a price of plain input, cached input and output. */
    public static ModelPrice of(BigDecimal input, BigDecimal cached, BigDecimal output) {
        Map<TokenKind, BigDecimal> prices = new EnumMap<>(TokenKind.class);
        prices.put(TokenKind.INPUT, input);
        prices.put(TokenKind.CACHED, cached);
        prices.put(TokenKind.OUTPUT, output);
        return new ModelPrice(Map.of(PriceCondition.STANDARD, prices), null);
    }

    /** Creates a price from all that is stated; see the constructor. */
    public static ModelPrice of(Map<PriceCondition, Map<TokenKind, BigDecimal>> stated, @Nullable Long maxOutput) {
        return new ModelPrice(stated, maxOutput);
    }

    private void addTier(String tier, Rates standard, Map<TokenKind, BigDecimal> known) {
        Rates base = standard.under(own(new PriceCondition(tier, 0)), known);
        for (long above : thresholds) {
            PriceCondition sheet = new PriceCondition(tier, above);
            Map<TokenKind, BigDecimal> own = own(sheet);
            rates.put(sheet, base.under(own.isEmpty() ? longer(base, standard, above) : own, known));
        }
    }

    /** Returns a tier's prices in long requests, where only those of the standard tier are stated: they rise alike. */
    private Map<TokenKind, BigDecimal> longer(Rates base, Rates standard, long above) {
        Rates standardLong = Objects.requireNonNull(rates.get(new PriceCondition("", above)));
        Map<TokenKind, BigDecimal> risen = new EnumMap<>(TokenKind.class);
        for (TokenKind kind : above == 0 ? new TokenKind[0] : TokenKind.values()) {
            risen.put(kind, base.of(kind).multiply(Rates.over(standardLong.of(kind), standard.of(kind))));
        }
        return risen;
    }

    private Map<TokenKind, BigDecimal> own(PriceCondition sheet) {
        return stated.getOrDefault(sheet, Map.of());
    }

    /**
     * Returns a price that is as high as the higher of both for each kind of token under each condition that either has; a tier
     * that one of them lacks costs there what the standard tier does.
     */
    public ModelPrice max(ModelPrice other) {
        NavigableSet<PriceCondition> sheets = new TreeSet<>(rates.keySet());
        for (PriceCondition sheet : other.rates.keySet()) {
            thresholds.forEach(above -> sheets.add(new PriceCondition(sheet.tier(), above)));
            sheets.add(sheet);
        }
        for (PriceCondition sheet : rates.keySet()) {
            other.thresholds.forEach(above -> sheets.add(new PriceCondition(sheet.tier(), above)));
        }
        Map<PriceCondition, Map<TokenKind, BigDecimal>> highest = new TreeMap<>();
        for (PriceCondition sheet : sheets) {
            Rates one = at(sheet);
            Rates two = other.at(sheet);
            Map<TokenKind, BigDecimal> each = new EnumMap<>(TokenKind.class);
            for (TokenKind kind : TokenKind.values()) {
                each.put(kind, one.of(kind).max(two.of(kind)));
            }
            highest.put(sheet, each);
        }
        OptionalLong longest = maxOutput();
        OptionalLong otherLongest = other.maxOutput();
        boolean isBounded = longest.isPresent() && otherLongest.isPresent();
        return new ModelPrice(
                highest, isBounded ? (Long) Math.max(longest.getAsLong(), otherLongest.getAsLong()) : null);
    }

    private Rates at(PriceCondition sheet) {
        return rates(sheet.tier(), sheet.above() + 1)
                .or(() -> rates("", sheet.above() + 1))
                .orElseThrow();
    }

    /** Returns what is stated, by condition; all other prices are derived from it. */
    public NavigableMap<PriceCondition, Map<TokenKind, BigDecimal>> stated() {
        return stated;
    }

    /** Returns the model's longest answer in tokens; empty if that is unknown. */
    public OptionalLong maxOutput() {
        return maxOutput == null ? OptionalLong.empty() : OptionalLong.of(maxOutput);
    }

    /** Returns the prices of a request; empty if the tier's are unknown. */
    Optional<Rates> rates(String tier, long inputTokens) {
        Long above = thresholds.lower(Math.max(1, inputTokens));
        return Optional.ofNullable(rates.get(new PriceCondition(tier, above == null ? 0 : above)));
    }

    /** Returns the cost of one answer in US dollars; empty if the tier's prices are unknown. */
    Optional<BigDecimal> cost(String tier, Usage usage) {
        return rates(ServiceTiers.named(tier), usage.input()).map(found -> found.cost(usage));
    }

    /**
     * Returns the most that a call may cost in US dollars, whichever tier serves it; empty if the prices of the tier that it asks
     * for are unknown.
     *
     * @param requested the tier that the request names; may be empty
     */
    Optional<BigDecimal> most(String requested, TokenDemand demand) {
        String asked = ServiceTiers.named(requested);
        if (!rates.containsKey(new PriceCondition(asked, 0))) {
            return Optional.empty();
        }
        return ServiceTiers.mayServe(requested).stream()
                .flatMap(tier -> upTo(tier, demand.context()))
                .map(found -> found.most(demand))
                .max(BigDecimal::compareTo);
    }

    private Stream<Rates> upTo(String tier, long inputTokens) {
        return thresholds.headSet(Math.max(1, inputTokens), false).stream()
                .map(above -> rates.get(new PriceCondition(tier, above)))
                .filter(Objects::nonNull);
    }

    /** Returns the part of the price that the provider's batch API charges; empty if it is unknown. */
    Optional<BigDecimal> batchFactor() {
        Rates standard = Objects.requireNonNull(rates.get(PriceCondition.STANDARD));
        TokenKind kind = standard.of(TokenKind.OUTPUT).signum() > 0 ? TokenKind.OUTPUT : TokenKind.INPUT;
        return Optional.ofNullable(rates.get(new PriceCondition(ServiceTiers.BATCH, 0)))
                .map(batch -> Rates.over(batch.of(kind), standard.of(kind)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ModelPrice price
                && price.stated.equals(stated)
                && Objects.equals(price.maxOutput, maxOutput);
    }

    @Override
    public int hashCode() {
        return Objects.hash(stated, maxOutput);
    }

    /** Reads a price as a price card has it, without the model's name. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ModelPrice parse(String text) {
        return PriceLine.parse("- " + text);
    }

    /** Returns the price as a price card has it, without the model's name: {@code max-output=128000 input=1.25 output=10}. */
    @Override
    @JsonValue
    public String toString() {
        List<String> parts = new ArrayList<>();
        if (maxOutput != null) {
            parts.add("max-output=" + maxOutput);
        }
        stated.forEach((sheet, rates) ->
                rates.forEach((kind, price) -> parts.add((sheet.equals(PriceCondition.STANDARD) ? "" : sheet + ":")
                        + kind.text() + "=" + price.toPlainString())));
        return String.join(" ", parts);
    }
}
