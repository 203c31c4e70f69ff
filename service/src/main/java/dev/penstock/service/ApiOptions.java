package dev.penstock.service;

import dev.penstock.service.hosts.AllowedHosts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Options of the HTTP server.
 *
 * @param host the interface to listen on
 * @param port the port to listen on; 0 for any free port
 * @param keys whether callers need an API key
 * @param hosts the names under which the server may be addressed
 * @param certificate the certificate for TLS; null = plain HTTP
 * @param headersWithin how long a client may take to send the headers of a request
 */
public record ApiOptions(
        String host,
        int port,
        boolean keys,
        AllowedHosts hosts,
        @Nullable ServerCertificate certificate,
        Duration headersWithin) {
    public ApiOptions(
            String host, int port, boolean keys, AllowedHosts hosts, @Nullable ServerCertificate certificate) {
        this(host, port, keys, hosts, certificate, BodyLimits.HEADERS);
    }
}
