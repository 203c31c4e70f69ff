package dev.penstock.simulator.options;

/** What a client does on the way of a batch; where it can be kept waiting for ever. */
public enum BatchStep {
    UPLOAD,
    CREATE,
    LIST,
    POLL,
    CANCEL,
    DOWNLOAD
}
