package dev.penstock.providers.http;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import com.openai.core.http.Headers;
import dev.penstock.providers.ProviderAccount;
import java.time.Duration;
import java.util.Map;
import okhttp3.ConnectionPool;

/** Configures openai-java's HTTP client for a provider account, and the headers of its calls. */
public final class ProviderConnection {
    /** The longest connect timeout; connecting does not take longer for slower models. */
    private static final Duration CONNECT = Duration.ofSeconds(20);
    /** Idle connections kept open: as many as the largest concurrency that a pool is likely to reach. */
    private static final int IDLE_CONNECTIONS = 256;
    /** How long idle connections are kept: shorter than most servers do, of which uvicorn and Node.js close them after 5 s. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);

    private ProviderConnection() {}

    /**
     * Returns the client's options for a provider account.
     *
     * @param whole the timeout of a whole call, from its first byte to its last
     */
    public static ClientOptions options(ProviderAccount account, Duration whole) {
        Timeout timeout = Timeout.builder()
                .connect(account.timeout().compareTo(CONNECT) < 0 ? account.timeout() : CONNECT)
                .read(account.timeout())
                .write(account.timeout())
                .request(whole)
                .build();
        return ClientOptions.builder()
                .httpClient(new RedirectingClient(new OkHttpClient(http(account, timeout))))
                .baseUrl(account.baseUrl().toString())
                // Each dialect has its own header for the key.
                .apiKey("")
                .timeout(timeout)
                // OPENAI_LOG=debug would print prompts, and headers that hold a key.
                .logLevel(LogLevel.OFF)
                .maxRetries(0)
                .build();
    }

    private static okhttp3.OkHttpClient http(ProviderAccount account, Timeout timeout) {
        return new StaleConnections(System::nanoTime)
                .build(new okhttp3.OkHttpClient.Builder()
                        .retryOnConnectionFailure(false)
                        // OkHttp would turn a POST into a GET, and take keys in headers of their own to other hosts.
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .connectTimeout(timeout.connect())
                        .readTimeout(timeout.read())
                        .writeTimeout(timeout.write())
                        .callTimeout(timeout.request())
                        .connectionPool(new ConnectionPool(
                                Math.max(IDLE_CONNECTIONS, account.connections()),
                                KEEP_ALIVE.toMillis(),
                                MILLISECONDS)));
    }

    /**
     * Returns the headers of a call: the client's own, those of the dialect, and those that the configuration adds, which
     * replace any others.
     */
    public static Headers headers(ClientOptions options, ProviderAccount account, Map<String, String> ofDialect) {
        Headers.Builder headers = Headers.builder().putAll(options.headers()).remove("Authorization");
        ofDialect.forEach(headers::replace);
        account.headers().forEach((name, value) -> headers.replace(name, value.reveal()));
        return headers.build();
    }
}
