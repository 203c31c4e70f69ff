package dev.penstock.engine;

/** The origin of the Temporal server, which determines who manages it. */
public enum EngineKind {
    /** A server named by `TEMPORAL_ADDRESS` or the `temporal` CLI's profile; not managed by Penstock. */
    CONFIGURED,
    /** A server found on the usual port of this machine; not managed by Penstock. */
    RUNNING_LOCALLY,
    /** A dev server that this process started. */
    STARTED,
    /** A dev server that another Penstock process started, which may have ended since. */
    ADOPTED,
    /** The SDK's test server inside this process. */
    IN_MEMORY;

    /** Tells whether Penstock stops the server when its last user leaves. */
    public boolean isManaged() {
        return this == STARTED || this == ADOPTED;
    }
}
