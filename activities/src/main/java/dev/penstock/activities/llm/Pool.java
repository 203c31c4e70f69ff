package dev.penstock.activities.llm;

import dev.penstock.activities.gate.Gate;
import dev.penstock.activities.tokens.TokenEstimate;

/** One provider account in this process: how to call it, and the gate before it. */
public record Pool(PoolConfig config, Gate gate, Provider provider, TokenEstimate estimate) implements AutoCloseable {
    public Pool(PoolConfig config, Provider provider) {
        this(config, new Gate(config.limits()), provider, new TokenEstimate());
    }

    /** The pool that its configuration describes. */
    public static Pool open(PoolConfig config) {
        return new Pool(config, new OpenAiProvider(config));
    }

    public String name() {
        return config.name();
    }

    @Override
    public void close() {
        gate.close();
        provider.close();
    }
}
