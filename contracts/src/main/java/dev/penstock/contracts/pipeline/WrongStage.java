package dev.penstock.contracts.pipeline;

import org.jspecify.annotations.Nullable;

/** Thrown when a stage is invalid; the message is a sentence for the author of the specification. */
public final class WrongStage extends IllegalArgumentException {
    private final int index;
    private final @Nullable String key;

    /**
     * Creates the exception for a stage.
     *
     * @param index the stage's position, from 0
     * @param key the key that is wrong in the stage; null = something is missing
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
