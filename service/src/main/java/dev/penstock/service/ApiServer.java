package dev.penstock.service;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The HTTP server of the API and the dashboard. */
public final class ApiServer implements AutoCloseable {
    /** The value of the response header {@code Server}. */
    public static final String SERVER = "penstock";

    private static final Duration LEAST_SILENCE = Duration.ofMinutes(11);

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private ApiServer(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * Starts the server.
     *
     * @throws AddressTaken when another process listens on this port
     * @throws CertificateUnusable when the files for TLS have no certificate or no key in them
     */
    public static ApiServer start(ApiOptions options, ApiBackend backend) {
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .singletons(options, backend)
                .singletons(ServerJson.modules())
                .properties(properties(options, backend))
                .start();
        try {
            EmbeddedServer server = context.getBean(EmbeddedServer.class);
            server.start();
            return new ApiServer(context, server);
        } catch (ServerStartupException | BeanContextException e) {
            context.close();
            if (e.getCause() instanceof BindException) {
                throw new AddressTaken(options, e);
            }
            throw options.certificate() == null ? e : new CertificateUnusable(options.certificate(), e);
        }
    }

    private static Map<String, Object> properties(ApiOptions options, ApiBackend backend) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("micronaut.application.name", "penstock");
        properties.put("micronaut.server.host", options.host());
        // Micronaut takes -1 for any free port.
        int port = options.port() == 0 ? -1 : options.port();
        properties.put("micronaut.server.port", port);
        ServerCertificate certificate = options.certificate();
        if (certificate != null) {
            properties.put("micronaut.server.ssl.enabled", true);
            properties.put("micronaut.server.ssl.port", port);
            properties.put("micronaut.server.ssl.key-name", "server");
            properties.put("micronaut.certificate.file.server.format", "PEM");
            properties.put("micronaut.certificate.file.server.path", certificate.key());
            properties.put("micronaut.certificate.file.server.certificate-path", certificate.chain());
        }
        // Tells Penstock's other commands that this is not a model server.
        properties.put("micronaut.server.server-header", SERVER);
        properties.putAll(ServerJson.properties());
        // A connection that waits for a completion is idle in both directions until the answer comes.
        String silence = longestSilence(backend.requestTimeout()).toSeconds() + "s";
        properties.put("micronaut.server.idle-timeout", silence);
        properties.put("micronaut.server.read-idle-timeout", silence);
        properties.put("micronaut.server.write-idle-timeout", silence);
        // The limit of uploads, which are streamed as all bodies are; nothing but these few bytes is collected before
        // a controller reads it.
        properties.put("micronaut.server.max-request-size", BodyLimits.UPLOAD);
        properties.put("micronaut.server.max-request-buffer-size", BodyLimits.OPTIONS);
        // A body would be unpacked before anything can count it; see EncodedBodyFilter.
        properties.put("micronaut.server.netty.request-decompression-enabled", false);
        properties.put("micronaut.router.static-resources.page.paths", "classpath:dashboard");
        properties.put("micronaut.router.static-resources.page.mapping", "/**");
        properties.put("micronaut.router.static-resources.webjars.paths", "classpath:META-INF/resources/webjars");
        properties.put("micronaut.router.static-resources.webjars.mapping", "/assets/webjars/**");
        return properties;
    }

    private static Duration longestSilence(Duration requestTimeout) {
        Duration withReserve = requestTimeout.plusMinutes(1);
        return withReserve.compareTo(LEAST_SILENCE) > 0 ? withReserve : LEAST_SILENCE;
    }

    /** Returns the server's address for clients on this machine. */
    public URI address() {
        return server.getURI();
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }

    /** Thrown when the files for TLS cannot be used. */
    public static final class CertificateUnusable extends RuntimeException {
        private CertificateUnusable(ServerCertificate certificate, Exception cause) {
            super(
                    "--tls-cert %s and --tls-key %s must be a certificate and its unencrypted private key in PEM files"
                            .formatted(certificate.chain(), certificate.key()),
                    cause);
        }
    }

    /** Thrown when another process listens on the server's port. */
    public static final class AddressTaken extends RuntimeException {
        private AddressTaken(ApiOptions options, Exception cause) {
            super(
                    "%s:%d is taken by another process; choose another port with --port"
                            .formatted(options.host(), options.port()),
                    cause);
        }
    }
}
