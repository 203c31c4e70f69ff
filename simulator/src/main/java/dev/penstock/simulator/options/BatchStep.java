package dev.penstock.simulator.options;

/** A client's call of the files or batch API, to which the simulator can be told never to respond. */
public enum BatchStep {
    UPLOAD,
    CREATE,
    LIST,
    POLL,
    CANCEL,
    DOWNLOAD
}
