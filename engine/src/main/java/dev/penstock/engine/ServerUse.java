package dev.penstock.engine;

import java.util.Optional;

/** This process's use of a Temporal server, which ends when it is closed. */
interface ServerUse extends AutoCloseable {

    /** The use of a server that Penstock does not manage. */
    ServerUse NONE = () -> {};

    /** Ends the use; idempotent. */
    @Override
    void close();

    /** Returns why the server is gone for good; empty as long as it is not. */
    default Optional<EngineUnavailable> failure() {
        return Optional.empty();
    }
}
