package dev.penstock.activities.prices;

import dev.penstock.contracts.Usage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The prices of all kinds of tokens under one condition, in US dollars per million tokens. */
public record Rates(Map<TokenKind, BigDecimal> all) {
    /** Rounded up, so that what is derived is never below what is charged. */
    private static final MathContext EXACT = new MathContext(20, RoundingMode.CEILING);

    public Rates {
        all = Collections.unmodifiableMap(new EnumMap<>(all));
    }

    /** Completes stated prices: a kind without one has that of the kind of which it is a part. */
    static Rates of(Map<TokenKind, BigDecimal> stated) {
        EnumMap<TokenKind, BigDecimal> whole = new EnumMap<>(TokenKind.class);
        for (TokenKind kind : TokenKind.values()) {
            whole.put(kind, stated(stated, kind));
        }
        return new Rates(whole);
    }

    private static BigDecimal stated(Map<TokenKind, BigDecimal> stated, TokenKind kind) {
        BigDecimal price = stated.get(kind);
        if (price != null) {
            return price;
        }
        return kind.otherwise() == kind ? BigDecimal.ZERO : stated(stated, kind.otherwise());
    }

    /**
     * Returns these prices as they are under another condition: what is stated for it holds, and all else changes as its input or
     * output does.
     *
     * @param known the kinds that have a price of their own here
     */
    Rates under(Map<TokenKind, BigDecimal> stated, Map<TokenKind, BigDecimal> known) {
        EnumMap<TokenKind, BigDecimal> whole = new EnumMap<>(TokenKind.class);
        BigDecimal input = ratio(stated, TokenKind.INPUT);
        BigDecimal output = ratio(stated, TokenKind.OUTPUT);
        for (TokenKind kind : TokenKind.values()) {
            BigDecimal price = stated.get(kind);
            if (price == null && known.containsKey(kind)) {
                price = of(kind).multiply(kind.isInput() ? input : output);
            }
            if (price == null) {
                price = whole.getOrDefault(kind.otherwise(), of(kind));
            }
            whole.put(kind, price);
        }
        return new Rates(whole);
    }

    private BigDecimal ratio(Map<TokenKind, BigDecimal> stated, TokenKind kind) {
        BigDecimal price = stated.get(kind);
        return price == null ? BigDecimal.ONE : price.compareTo(of(kind)) == 0 ? BigDecimal.ONE : over(price, of(kind));
    }

    /** Returns a price as a multiple of another one; 1 if the other is zero. */
    static BigDecimal over(BigDecimal price, BigDecimal other) {
        return other.signum() == 0 ? BigDecimal.ONE : price.divide(other, EXACT);
    }

    public BigDecimal of(TokenKind kind) {
        return Objects.requireNonNull(all.get(kind));
    }

    /** Returns the cost of a usage in US dollars. */
    BigDecimal cost(Usage usage) {
        BigDecimal sum = BigDecimal.ZERO;
        for (TokenKind kind : TokenKind.values()) {
            long tokens = kind.tokens(usage);
            if (tokens > 0) {
                sum = sum.add(of(kind).multiply(BigDecimal.valueOf(tokens)));
            }
        }
        return sum.movePointLeft(6);
    }

    /** Returns the most that so many tokens cost in US dollars, whatever kinds they turn out to be. */
    BigDecimal most(TokenDemand demand) {
        return dearest(kinds().filter(TokenKind::isInput).filter(demand::mayHave))
                .multiply(BigDecimal.valueOf(demand.input()))
                .add(dearest(kinds().filter(kind -> !kind.isInput())).multiply(BigDecimal.valueOf(demand.output())))
                .movePointLeft(6);
    }

    private BigDecimal dearest(Stream<TokenKind> kinds) {
        return kinds.map(this::of).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    private static Stream<TokenKind> kinds() {
        return Stream.of(TokenKind.values());
    }
}
