package dev.penstock.starter.cli.service;

import dev.penstock.service.ApiOptions;
import dev.penstock.service.ServerCertificate;
import dev.penstock.service.callers.ApiKeys;
import dev.penstock.service.hosts.AllowedHosts;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the HTTP API: its address, its port, and whether callers need a key. */
final class ApiOption {
    private static final long LONGEST_TIMEOUT = 86_400;
    private static final int LAST_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("\\*|\\[?[0-9A-Fa-f]*:[0-9A-Fa-f:.]+]?|[A-Za-z0-9._-]{1,253}");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_PORT:-8080}",
            description = "Port of the HTTP API; 0 for any free one. Default: 8080 (PENSTOCK_PORT).")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:PENSTOCK_HOST:-127.0.0.1}",
            description = "Address to listen on; by default this machine only (PENSTOCK_HOST).")
    String host = "";

    @Option(
            names = "--keys",
            negatable = true,
            defaultValue = "${env:PENSTOCK_KEYS}",
            fallbackValue = "true",
            description =
                    "Whether callers need a key made by `penstock keys create`. Default: yes, unless only this machine can"
                            + " reach the API (PENSTOCK_KEYS).")
    @Nullable
    Boolean keys;

    @Option(
            names = "--allowed-hosts",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "${env:PENSTOCK_ALLOWED_HOSTS}",
            description =
                    "Names under which the API may be addressed beside localhost and --host, with commas; * for any."
                            + " Default: any where callers need a key, otherwise none (PENSTOCK_ALLOWED_HOSTS).")
    @Nullable
    List<String> allowedHosts;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            defaultValue = "${env:PENSTOCK_TLS_CERT}",
            description = "PEM file with the certificate for https; plain HTTP by default (PENSTOCK_TLS_CERT).")
    @Nullable
    Path tlsCertificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            defaultValue = "${env:PENSTOCK_TLS_KEY}",
            description = "PEM file with the certificate's private key (PENSTOCK_TLS_KEY).")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--request-timeout",
            paramLabel = "SECONDS",
            defaultValue = "${env:PENSTOCK_REQUEST_TIMEOUT:-600}",
            description = "Time limit of a single completion. Default: 600 (PENSTOCK_REQUEST_TIMEOUT).")
    long requestTimeout;

    Duration requestTimeout() {
        if (requestTimeout < 1 || requestTimeout > LONGEST_TIMEOUT) {
            throw new UserError("--request-timeout must be from 1 to %d seconds, not %d"
                    .formatted(LONGEST_TIMEOUT, requestTimeout));
        }
        return Duration.ofSeconds(requestTimeout);
    }

    ApiOptions options(Store store) {
        if (port < 0 || port > LAST_PORT) {
            throw new UserError("--port must be from 0 to 65535, not " + port);
        }
        boolean needed = isKeyNeeded();
        if (needed) {
            refuseWithoutKeys(store);
        }
        return new ApiOptions(host, port, needed, AllowedHosts.of(host, needed, names()), certificate());
    }

    /** Returns a warning if other machines reach the API without a key, or show their keys unencrypted; empty otherwise. */
    Optional<String> warning() {
        if (isLoopback() || (isKeyNeeded() && tlsCertificate != null)) {
            return Optional.empty();
        }
        return Optional.of(
                isKeyNeeded()
                        ? "warning: keys and prompts come to %s unencrypted; give --tls-cert and --tls-key, or listen on the"
                                        .formatted(host)
                                + " loopback interface behind a proxy with TLS"
                        : "warning: everybody who can reach %s may use this API and its provider's account without a key;"
                                        .formatted(host)
                                + " leave --no-keys out to require one");
    }

    private boolean isKeyNeeded() {
        return keys == null ? !isLoopback() : keys;
    }

    private @Nullable ServerCertificate certificate() {
        if (tlsCertificate == null && tlsKey == null) {
            return null;
        }
        if (tlsCertificate == null || tlsKey == null) {
            throw new UserError("--tls-cert and --tls-key belong together: give both, or none for plain HTTP");
        }
        for (Path file : List.of(tlsCertificate, tlsKey)) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new UserError("'%s' cannot be read; --tls-cert and --tls-key name PEM files".formatted(file));
            }
        }
        return new ServerCertificate(tlsCertificate, tlsKey);
    }

    private List<String> names() {
        List<String> names = allowedHosts == null
                ? List.of()
                : allowedHosts.stream()
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw new UserError(
                        "--allowed-hosts: '%s' is not a name; give names or addresses without port or scheme,"
                                        .formatted(name)
                                + " such as penstock.example.com, separated by commas");
            }
        }
        return names;
    }

    private boolean isLoopback() {
        return ListenAddress.isLoopback(host);
    }

    private static void refuseWithoutKeys(Store store) {
        try {
            ApiKeys.Listing kept = new ApiKeys(store.documents(), Clock.systemUTC()).list();
            if (kept.keys().isEmpty()) {
                throw new UserError(
                        (kept.faults().isEmpty() ? "" : kept.faults().getFirst() + ". ")
                                + "callers need a key, and there is none yet; make one with"
                                + " `penstock keys create --tenant NAME`, or allow calls without a key with --no-keys");
            }
        } catch (IOException e) {
            throw new UserError("the API keys cannot be read: " + e.getMessage());
        }
    }
}
