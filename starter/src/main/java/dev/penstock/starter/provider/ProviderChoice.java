package dev.penstock.starter.provider;

import dev.penstock.activities.llm.PoolConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The provider in use.
 *
 * @param description one line for people
 * @param identity what makes its answers its own; part of a batch's identity, so that made-up answers are never taken
 *     for real ones
 * @param model for requests that name none
 * @param madeUp the simulated provider of this process, when there is no real one
 */
public record ProviderChoice(
        PoolConfig pool,
        String description,
        String identity,
        @Nullable String model,
        @Nullable AutoCloseable madeUp) implements AutoCloseable {
    public boolean isMadeUp() {
        return madeUp != null;
    }

    public Optional<String> defaultModel() {
        return Optional.ofNullable(model);
    }

    @Override
    public void close() {
        if (madeUp != null) {
            try {
                madeUp.close();
            } catch (Exception e) {
                throw new IllegalStateException("the simulated provider did not close: " + e.getMessage(), e);
            }
        }
    }
}
