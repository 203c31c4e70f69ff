package dev.penstock.engine;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.ClientConfigTLS;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the server that `TEMPORAL_ADDRESS` or the `temporal` CLI's profile names, with TLS files, API key and namespace. */
final class ConfiguredTemporal {

    private ConfiguredTemporal() {}

    static Optional<TemporalEngine> find(EngineOptions options, Consumer<String> say) {
        ClientConfigProfile profile = profile(options);
        String address = profile.getAddress();
        if (address == null || address.isBlank()) {
            return Optional.empty();
        }
        TemporalConnection connection = connectionOf(profile, address);
        String version = new ConfiguredServer(address, connection, say).awaitVersion(options.patience());
        String description = "Temporal %s at %s, namespace %s"
                .formatted(version, address, connection.client().getNamespace());
        return Optional.of(new TemporalEngine(
                EngineKind.CONFIGURED, connection, description, webUi(options, address), ServerUse.NONE));
    }

    static ClientConfigProfile profile(EngineOptions options) {
        try {
            return ClientConfigProfile.load(LoadClientConfigProfileOptions.newBuilder()
                    .setEnvOverrides(options.environment())
                    .build());
        } catch (IOException | RuntimeException e) {
            throw new EngineUnavailable("cannot read the Temporal profile: " + firstLine(e), e);
        }
    }

    /** Returns the profile's namespace, by default Temporal's own default namespace. */
    static String namespace(ClientConfigProfile profile) {
        String namespace = profile.getNamespace();
        return namespace == null || namespace.isBlank() ? TemporalConnection.DEFAULT_NAMESPACE : namespace;
    }

    private static TemporalConnection connectionOf(ClientConfigProfile profile, String address) {
        try {
            WorkflowClientOptions client = profile.toWorkflowClientOptions().toBuilder()
                    .setNamespace(namespace(profile))
                    .build();
            return new TemporalConnection(profile.toWorkflowServiceStubsOptions(), client);
        } catch (RuntimeException e) {
            throw new EngineUnavailable(
                    "cannot use the Temporal profile for %s: %s".formatted(address, reason(e, profile)), e);
        }
    }

    /** Names the file that is missing; of files that hold something else, the libraries do not say which one it is. */
    private static String reason(RuntimeException failure, ClientConfigProfile profile) {
        if (failure.getCause() instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getMessage();
        }
        ClientConfigTLS tls = profile.getTls();
        String files = tls == null
                ? ""
                : Stream.of(tls.getServerCACertPath(), tls.getClientCertPath(), tls.getClientKeyPath())
                        .filter(path -> path != null && !path.isEmpty())
                        .collect(Collectors.joining(", "));
        return files.isEmpty() ? firstLine(failure) : "%s (TLS files: %s)".formatted(firstLine(failure), files);
    }

    /** Returns only the message's first line: parsers add an excerpt of their input, and a profile holds keys. */
    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Returns the Web UI: {@code PENSTOCK_WEB_UI}, else Temporal Cloud's for a cloud address, else null. */
    private static @Nullable URI webUi(EngineOptions options, String address) {
        String named = options.environment().getOrDefault("PENSTOCK_WEB_UI", "");
        if (!named.isBlank()) {
            return URI.create(named.replaceAll("/+$", ""));
        }
        String host = address.replaceAll(":\\d+$", "");
        boolean inTheCloud = host.endsWith(".tmprl.cloud") || host.endsWith(".api.temporal.io");
        return inTheCloud ? URI.create("https://cloud.temporal.io") : null;
    }
}
