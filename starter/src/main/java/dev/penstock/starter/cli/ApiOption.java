package dev.penstock.starter.cli;

import dev.penstock.starter.api.ApiOptions;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Where the HTTP API listens. */
final class ApiOption {
    private static final long LONGEST_TIMEOUT = 86_400;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "${env:PENSTOCK_PORT:-8080}",
            description = "Of the HTTP API; 0 for any free one. Default: 8080 (PENSTOCK_PORT).")
    int port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "${env:PENSTOCK_HOST:-127.0.0.1}",
            description = "Of the interface to listen on; this machine only by default (PENSTOCK_HOST).")
    String host = "";

    @Option(
            names = "--request-timeout",
            paramLabel = "SECONDS",
            defaultValue = "${env:PENSTOCK_REQUEST_TIMEOUT:-600}",
            description = "After which a completion is given up. Default: 600 (PENSTOCK_REQUEST_TIMEOUT).")
    long requestTimeout;

    Duration requestTimeout() {
        if (requestTimeout < 1 || requestTimeout > LONGEST_TIMEOUT) {
            throw new UserError("--request-timeout must be from 1 to %d seconds, not %d"
                    .formatted(LONGEST_TIMEOUT, requestTimeout));
        }
        return Duration.ofSeconds(requestTimeout);
    }

    ApiOptions options() {
        if (port < 0 || port > 65_535) {
            throw new UserError("--port must be from 0 to 65535, not " + port);
        }
        return new ApiOptions(host, port);
    }
}
