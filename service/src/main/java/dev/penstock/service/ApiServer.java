package dev.penstock.service;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.exceptions.ServerStartupException;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The HTTP server of this process. */
public final class ApiServer implements AutoCloseable {
    /** What it calls itself in the header {@code Server}. */
    public static final String SERVER = "penstock";

    /** The largest file and the form round it. */
    private static final long LARGEST_UPLOAD = 520L << 20;

    private static final long LARGEST_BODY = 32L << 20;

    private static final Duration LEAST_SILENCE = Duration.ofMinutes(11);

    private final ApplicationContext context;
    private final EmbeddedServer server;

    private ApiServer(ApplicationContext context, EmbeddedServer server) {
        this.context = context;
        this.server = server;
    }

    /**
     * Listens and answers.
     *
     * @throws AddressTaken when another process listens there
     */
    public static ApiServer start(ApiOptions options, ApiBackend backend) {
        ApplicationContext context = ApplicationContext.builder()
                .banner(false)
                .singletons(options, backend)
                .properties(properties(options, backend))
                .start();
        EmbeddedServer server = context.getBean(EmbeddedServer.class);
        try {
            server.start();
        } catch (ServerStartupException e) {
            context.close();
            throw e.getCause() instanceof BindException ? new AddressTaken(options, e) : e;
        }
        return new ApiServer(context, server);
    }

    private static Map<String, Object> properties(ApiOptions options, ApiBackend backend) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("micronaut.application.name", "penstock");
        properties.put("micronaut.server.host", options.host());
        // Micronaut takes -1 for any free port.
        properties.put("micronaut.server.port", options.port() == 0 ? -1 : options.port());
        // By which another of our commands knows not to take this for a model server.
        properties.put("micronaut.server.server-header", SERVER);
        // OpenAI's clients expect absent fields where there is nothing, but empty lists where there are none.
        properties.put("jackson.serialization-inclusion", "NON_NULL");
        properties.put("jackson.serialization.write-dates-as-timestamps", false);
        properties.put("jackson.deserialization.fail-on-unknown-properties", false);
        // Whoever waits for a completion is silent, and is told nothing, for as long as that may take.
        String silence = longestSilence(backend.requestTimeout()).toSeconds() + "s";
        properties.put("micronaut.server.idle-timeout", silence);
        properties.put("micronaut.server.read-idle-timeout", silence);
        properties.put("micronaut.server.write-idle-timeout", silence);
        // Of uploads, which are streamed; anything else is held in memory, and has its own limit.
        properties.put("micronaut.server.max-request-size", LARGEST_UPLOAD);
        properties.put("micronaut.server.max-request-buffer-size", LARGEST_BODY);
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

    /** Where it listens, as for a client on this machine. */
    public URI address() {
        return server.getURI();
    }

    @Override
    public void close() {
        server.stop();
        context.close();
    }

    /** Another process has the port. */
    public static final class AddressTaken extends RuntimeException {
        private AddressTaken(ApiOptions options, Exception cause) {
            super(
                    "%s:%d is taken by another process; choose another port with --port"
                            .formatted(options.host(), options.port()),
                    cause);
        }
    }
}
