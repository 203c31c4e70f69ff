package dev.penstock.activities.prices;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the line of a model in a price card: {@code gpt-5 max-output=128000 input=1.25 output=10 flex:input=0.625}. */
final class PriceLine {
    private static final String MAX_OUTPUT = "max-output";
    private static final BigDecimal DEAREST = BigDecimal.valueOf(1_000_000);
    private static final String NUMBER = "\\d{1,7}(\\.\\d{1,12})?";

    private final Map<PriceCondition, Map<TokenKind, BigDecimal>> stated = new TreeMap<>();
    private @Nullable Long maxOutput;

    private PriceLine() {}

    /** Returns the model's name, which ends at the first blank. */
    static String name(String line) {
        int end = line.indexOf(' ');
        return end < 0 ? line : line.substring(0, end);
    }

    /**
     * Reads the model's price.
     *
     * @throws IllegalArgumentException if the line is wrong; the message says what is, and what is wanted
     */
    static ModelPrice parse(String line) {
        PriceLine read = new PriceLine();
        String[] parts = line.split(" +", -1);
        for (int i = 1; i < parts.length; i++) {
            read.add(parts[i]);
        }
        Map<TokenKind, BigDecimal> standard = read.stated.getOrDefault(PriceCondition.STANDARD, Map.of());
        if (!standard.containsKey(TokenKind.INPUT) || !standard.containsKey(TokenKind.OUTPUT)) {
            throw new IllegalArgumentException("a model needs input=… and output=…");
        }
        return ModelPrice.of(read.stated, read.maxOutput);
    }

    private void add(String part) {
        int value = part.indexOf('=');
        if (value < 0) {
            throw new IllegalArgumentException("'%s' is no price, as input=0.15 is".formatted(part));
        }
        String key = part.substring(0, value);
        String text = part.substring(value + 1);
        if (key.equals(MAX_OUTPUT)) {
            maxOutput = tokens(text);
            return;
        }
        int kind = key.lastIndexOf(':') + 1;
        PriceCondition sheet = kind == 0 ? PriceCondition.STANDARD : PriceCondition.parse(key.substring(0, kind - 1));
        TokenKind of = TokenKind.named(key.substring(kind))
                .orElseThrow(() ->
                        new IllegalArgumentException("there is no kind of tokens '%s'".formatted(key.substring(kind))));
        stated.computeIfAbsent(sheet, any -> new EnumMap<>(TokenKind.class)).put(of, price(part, text));
    }

    private static Long tokens(String text) {
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException("max-output must be a number of tokens, not '%s'".formatted(text));
        }
        return Long.valueOf(text);
    }

    private static BigDecimal price(String part, String text) {
        if (!text.matches(NUMBER) || new BigDecimal(text).compareTo(DEAREST) > 0) {
            throw new IllegalArgumentException(
                    "'%s' is no price: US dollars per million tokens from 0 to 1000000, such as 0.15".formatted(part));
        }
        return new BigDecimal(text);
    }
}
