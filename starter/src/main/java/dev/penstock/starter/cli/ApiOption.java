package dev.penstock.starter.cli;

import dev.penstock.starter.api.ApiOptions;
import picocli.CommandLine.Option;

/** Where the HTTP API listens. */
final class ApiOption {
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

    ApiOptions options() {
        if (port < 0 || port > 65_535) {
            throw new UserError("--port must be from 0 to 65535, not " + port);
        }
        return new ApiOptions(host, port);
    }
}
