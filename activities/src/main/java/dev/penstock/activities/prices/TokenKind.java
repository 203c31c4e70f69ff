package dev.penstock.activities.prices;

import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.Usage;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of token that a provider may have a price for. */
public enum TokenKind {
    INPUT,
    CACHED,
    CACHE_WRITE,
    /** Written to a cache that lasts an hour or longer. */
    CACHE_WRITE_1H,
    AUDIO_INPUT,
    IMAGE_INPUT,
    OUTPUT,
    REASONING,
    AUDIO_OUTPUT,
    IMAGE_OUTPUT;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Returns how many tokens of a usage are of this kind and no other; never below zero. */
    long tokens(Usage usage) {
        BilledApart apart = usage.apart();
        return Math.max(
                0,
                switch (this) {
                    case INPUT ->
                        usage.input()
                                - usage.cached()
                                - apart.cacheWrite()
                                - apart.cacheWriteHour()
                                - apart.audioInput()
                                - apart.imageInput();
                    case CACHED -> usage.cached();
                    case CACHE_WRITE -> apart.cacheWrite();
                    case CACHE_WRITE_1H -> apart.cacheWriteHour();
                    case AUDIO_INPUT -> apart.audioInput();
                    case IMAGE_INPUT -> apart.imageInput();
                    case OUTPUT -> usage.output() - usage.reasoning() - apart.audioOutput() - apart.imageOutput();
                    case REASONING -> usage.reasoning();
                    case AUDIO_OUTPUT -> apart.audioOutput();
                    case IMAGE_OUTPUT -> apart.imageOutput();
                });
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
        return text;
    }

    static Optional<TokenKind> named(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }
}
