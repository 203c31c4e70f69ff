package dev.penstock.starter.cli.service;

import dev.penstock.engine.EngineKind;
import dev.penstock.engine.TemporalEngine;
import dev.penstock.service.TemporalServer;
import java.net.URI;
import java.util.Optional;

/** Adapts the Temporal engine to the interface that the HTTP API uses. */
record EngineServer(TemporalEngine engine) implements TemporalServer {
    @Override
    public String description() {
        return engine.description();
    }

    @Override
    public Optional<URI> webUi() {
        return engine.webUi();
    }

    @Override
    public Optional<URI> webUiFor(String workflowId) {
        return engine.webUiFor(workflowId);
    }

    @Override
    public Optional<String> fixedName() {
        if (engine.kind().isManaged()) {
            return Optional.of("managed");
        }
        return engine.kind() == EngineKind.IN_MEMORY ? Optional.of("in-memory") : Optional.empty();
    }
}
