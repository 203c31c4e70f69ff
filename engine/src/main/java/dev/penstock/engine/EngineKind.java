package dev.penstock.engine;

/** Where the Temporal server came from, and so who looks after it. */
public enum EngineKind {
    /** Named by `TEMPORAL_ADDRESS` or the `temporal` CLI's profile; not ours. */
    CONFIGURED,
    /** Found on the usual port of this machine; not ours. */
    RUNNING_LOCALLY,
    /** A dev server this process started. */
    STARTED,
    /** A dev server another Penstock process started, whether that one still lives or not. */
    ADOPTED,
    /** The SDK's test server inside this process. */
    IN_MEMORY;

    /** Do workflows outlive this process? */
    public boolean isDurable() {
        return this != IN_MEMORY;
    }

    /** Does Penstock stop it when nobody uses it any more? */
    public boolean isManaged() {
        return this == STARTED || this == ADOPTED;
    }
}
