package dev.penstock.contracts.pipeline;

import org.jspecify.annotations.Nullable;

/** A stage that makes no sense; the message is a sentence for whoever wrote it. */
public final class WrongStage extends IllegalArgumentException {
    private final int index;
    private final @Nullable String key;

    /**
     * @param index of the stage, from 0
     * @param key what is wrong in it; null = something missing
     */
    public WrongStage(int index, @Nullable String key, String message) {
        super(message);
        this.index = index;
        this.key = key;
    }

    public int index() {
        return index;
    }

    public @Nullable String key() {
        return key;
    }
}
