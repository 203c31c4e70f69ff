package dev.penstock.starter.cli.service;

import dev.penstock.service.ApiOptions;
import dev.penstock.service.callers.ApiKeys;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the HTTP API: its address, its port, and whether callers need a key. */
final class ApiOption {
    private static final long LONGEST_TIMEOUT = 86_400;
    private static final int LAST_PORT = 65_535;

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
        boolean needed = keys == null ? !isLoopback() : keys;
        if (needed && hasNone(store)) {
            throw new UserError("callers need a key, and there is none yet; make one with"
                    + " `penstock keys create --tenant NAME`, or allow calls without a key with --no-keys");
        }
        return new ApiOptions(host, port, needed);
    }

    /** Returns a warning if the API is reachable from other machines without a key; empty otherwise. */
    Optional<String> warning() {
        return Boolean.FALSE.equals(keys) && !isLoopback()
                ? Optional.of(
                        "warning: everybody who can reach %s may use this API and its provider's account without a key;"
                                        .formatted(host)
                                + " leave --no-keys out to require one")
                : Optional.empty();
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new UserError("--host: '" + host + "' is not an address of this machine");
        }
    }

    private static boolean hasNone(Store store) {
        try {
            return new ApiKeys(store.documents(), Clock.systemUTC()).list().isEmpty();
        } catch (IOException e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
