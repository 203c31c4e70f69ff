package dev.penstock.engine;

import java.util.Optional;

/** This process's use of a server, from finding it to leaving it. */
interface ServerUse extends AutoCloseable {

    /** A server that is somebody else's concern. */
    ServerUse NONE = () -> {};

    /** Safe to call twice. */
    @Override
    void close();

    /** Why the server is gone for good, once it is. */
    default Optional<EngineUnavailable> failure() {
        return Optional.empty();
    }
}
