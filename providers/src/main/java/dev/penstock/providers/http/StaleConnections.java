package dev.penstock.providers.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request once more, on a new connection, when the server had closed the reused connection that it went out on: the
 * server never read it. Asks a server that does so to close connections itself for a minute.
 *
 * <p>Only what a server does to an idle connection counts: the connection ends within a second, and without one byte of a
 * response (docs/decisions/0017).
 */
final class StaleConnections {
    private static final Logger log = LoggerFactory.getLogger(StaleConnections.class);

    /** A server that had read the request and then died would usually have worked on it for longer. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    /** The bytes of a TLS alert by which a server closes a connection; a response is longer. */
    private static final long LONGEST_ALERT = 53;

    private final LongSupplier nanoClock;
    private final Set<Connection> used = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile long closedUntil;

    /** A request met a connection that the server had closed. */
    private static final class StaleConnectionException extends IOException {
        private static final long serialVersionUID = 1;

        StaleConnectionException(Exception cause) {
            super("the server had closed the idle connection", cause);
        }
    }

    StaleConnections(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        closedUntil = nanoClock.getAsLong();
    }

    /** Builds a client that sends requests again which met a stale connection. */
    OkHttpClient build(OkHttpClient.Builder client) {
        client.socketFactory(new CountingSockets()).addNetworkInterceptor(this::detect);
        OkHttpClient unpooled = client.build()
                .newBuilder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS))
                .build();
        return client.addInterceptor(chain -> send(chain, unpooled)).build();
    }

    private Response send(Interceptor.Chain chain, OkHttpClient unpooled) throws IOException {
        Request request = chain.request();
        if (closedUntil - nanoClock.getAsLong() > 0) {
            request = closing(request);
        }
        try {
            return chain.proceed(request);
        } catch (StaleConnectionException e) {
            log.debug("A request goes out again, because the server had closed its connection", e);
            closedUntil = nanoClock.getAsLong() + REMEMBERED.toNanos();
            return unpooled.newCall(closing(request)).execute();
        }
    }

    private Response detect(Interceptor.Chain chain) throws IOException {
        Connection connection = chain.connection();
        boolean isReused = connection != null && !used.add(connection);
        // HTTP/2 says itself which requests were not read, and OkHttp notices the end of an idle connection.
        if (connection == null || !isReused || connection.protocol() == Protocol.HTTP_2 || isThroughProxy(connection)) {
            return chain.proceed(chain.request());
        }
        long sentAt = nanoClock.getAsLong();
        CountingSockets.startCounting();
        try {
            return chain.proceed(chain.request());
        } catch (IOException | UncheckedIOException e) {
            boolean isSoon = nanoClock.getAsLong() - sentAt < SOON.toNanos();
            long silence = connection.handshake() == null ? 0 : LONGEST_ALERT;
            if (isSoon && CountingSockets.counted() <= silence && mayBeRepeated(chain) && isClosed(chain, e)) {
                throw new StaleConnectionException(e);
            }
            throw e;
        }
    }

    /** A proxy may have passed the request on, and then ends the connection for whatever reason it has. */
    private static boolean isThroughProxy(Connection connection) {
        return connection.route().proxy().type() != Proxy.Type.DIRECT;
    }

    /** An upload is looked for at the provider before it is repeated. */
    private static boolean mayBeRepeated(Interceptor.Chain chain) {
        RequestBody body = chain.request().body();
        MediaType type = body == null ? null : body.contentType();
        return body == null || (type != null && type.subtype().equals("json"));
    }

    private static boolean isClosed(Interceptor.Chain chain, Exception e) {
        boolean endedHere = chain.call().isCanceled() || Thread.currentThread().isInterrupted();
        return !endedHere && !(e instanceof InterruptedIOException);
    }

    private static Request closing(Request request) {
        return request.newBuilder().header("Connection", "close").build();
    }
}
