package dev.penstock.service;

import java.net.URI;
import java.util.Optional;

/** The Temporal server behind the API: its description, its Web UI and its identity. */
public interface TemporalServer {
    /** Returns one line for people, such as "Temporal dev server 1.32.0 on 127.0.0.1:7233". */
    String description();

    /** Returns the address of its Web UI; empty when that is not known. */
    Optional<URI> webUi();

    /** Returns the page of a workflow in the Web UI. */
    Optional<URI> webUiFor(String workflowId);

    /**
     * Returns the name by which accepted batches remember a server that this machine looks after, and that stays the
     * same when the server's database is lost; empty for a server that has an id of its own.
     */
    Optional<String> fixedName();
}
