package dev.penstock.service.completions;

import dev.penstock.providers.TokenSink;
import java.util.concurrent.atomic.AtomicLong;

/** Passes on a completion's tokens and counts them, for a caller that leaves before the provider has told its usage. */
final class CountedTokens implements TokenSink {
    /** The letters of a token, roughly. */
    private static final int LETTERS_A_TOKEN = 4;

    private final TokenSink sink;
    private final AtomicLong letters = new AtomicLong();

    CountedTokens(TokenSink sink) {
        this.sink = sink;
    }

    /** Returns an estimate of the tokens that were passed on. */
    long estimate() {
        return estimate(letters.get());
    }

    static long estimate(long letters) {
        return letters / LETTERS_A_TOKEN;
    }

    @Override
    public void token(String text) {
        letters.addAndGet(text.length());
        sink.token(text);
    }

    @Override
    public void event(String event) {
        sink.event(event);
    }

    @Override
    public void restart() {
        sink.restart();
    }

    @Override
    public boolean canStartOver() {
        return sink.canStartOver();
    }
}
