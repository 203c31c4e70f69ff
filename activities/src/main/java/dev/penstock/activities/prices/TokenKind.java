package dev.penstock.activities.prices;

import dev.penstock.contracts.Usage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** A kind of token that a provider may have a price for. */
public enum TokenKind {
    INPUT(usage -> usage.input() - partsOfInput(usage)),
    CACHED(Usage::cached),
    CACHE_WRITE(usage -> usage.apart().cacheWrite()),
    /** Written to a cache that lasts an hour or longer. */
    CACHE_WRITE_1H(usage -> usage.apart().cacheWriteHour()),
    AUDIO_INPUT(usage -> usage.apart().audioInput()),
    IMAGE_INPUT(usage -> usage.apart().imageInput()),
    OUTPUT(usage -> usage.output() - partsOfOutput(usage)),
    REASONING(Usage::reasoning),
    AUDIO_OUTPUT(usage -> usage.apart().audioOutput()),
    IMAGE_OUTPUT(usage -> usage.apart().imageOutput());

    private final ToLongFunction<Usage> tokens;

    TokenKind(ToLongFunction<Usage> tokens) {
        this.tokens = tokens;
    }

    /** Returns how many tokens of a usage are of this kind and no other; never below zero. */
    long tokens(Usage usage) {
        return Math.max(0, tokens.applyAsLong(usage));
    }

    boolean isInput() {
        return compareTo(OUTPUT) < 0;
    }

    /** Returns the kind whose price holds where this one has none; itself for plain input and output. */
    TokenKind otherwise() {
        return this == CACHE_WRITE_1H ? CACHE_WRITE : isInput() ? INPUT : OUTPUT;
    }

    /** Returns the name in price cards: {@code cache-write}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<TokenKind> named(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    private static long partsOfInput(Usage usage) {
        return usage.cached()
                + usage.apart().cacheWrite()
                + usage.apart().cacheWriteHour()
                + usage.apart().audioInput()
                + usage.apart().imageInput();
    }

    private static long partsOfOutput(Usage usage) {
        return usage.reasoning() + usage.apart().audioOutput() + usage.apart().imageOutput();
    }
}
