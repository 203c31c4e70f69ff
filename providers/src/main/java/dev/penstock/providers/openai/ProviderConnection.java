package dev.penstock.providers.openai;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.LogLevel;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponse;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.ProviderAccount;
import java.time.Duration;
import java.time.Instant;
import okhttp3.ConnectionPool;

/** Configures openai-java's HTTP client for a provider account, and interprets the provider's responses. */
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
        ClientOptions.Builder builder = ClientOptions.builder()
                .httpClient(new RedirectingClient(new OkHttpClient(http(account, timeout))))
                .baseUrl(account.baseUrl().toString())
                .apiKey(account.apiKey() == null ? "" : account.apiKey().reveal())
                .timeout(timeout)
                // OPENAI_LOG=debug would print prompts, and headers that hold a key.
                .logLevel(LogLevel.OFF)
                .maxRetries(0);
        if (account.apiKey() != null) {
            builder.putHeader("Authorization", "Bearer " + account.apiKey().reveal());
        }
        account.headers().forEach((name, value) -> builder.replaceHeaders(name, value.reveal()));
        return builder.build();
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

    /** Returns the outcome of a response that has just arrived. */
    public static Outcome meaning(HttpResponse response, String body) {
        return OpenAiAnswers.read("", response.statusCode(), AnswerStream.headers(response), body, Instant.now());
    }
}
