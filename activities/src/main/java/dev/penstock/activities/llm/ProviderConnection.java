package dev.penstock.activities.llm;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponse;
import dev.penstock.store.Result;
import java.time.Duration;
import java.time.Instant;

/** A pool's connections through openai-java's HTTP client, and what its answers mean; shared by all that call it. */
public final class ProviderConnection {
    /** For connections, which don't take longer when the model does. */
    private static final Duration CONNECT = Duration.ofSeconds(20);
    /** Idle connections are kept for the largest concurrency a pool is likely to reach. */
    private static final int IDLE_CONNECTIONS = 256;
    /** Shorter than the idle time after which load balancers usually hang up. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(50);

    private ProviderConnection() {}

    /**
     * @param whole how long a call may take from its first byte to its last
     */
    public static ClientOptions options(PoolConfig config, Duration whole) {
        Timeout timeout = Timeout.builder()
                .connect(config.timeout().compareTo(CONNECT) < 0 ? config.timeout() : CONNECT)
                .read(config.timeout())
                .write(config.timeout())
                .request(whole)
                .build();
        OkHttpClient http = OkHttpClient.builder()
                .timeout(timeout)
                .maxIdleConnections(Math.max(IDLE_CONNECTIONS, config.limits().concurrency()))
                .keepAliveDuration(KEEP_ALIVE)
                .build();
        ClientOptions.Builder builder = ClientOptions.builder()
                .httpClient(http)
                .baseUrl(config.baseUrl().toString())
                .apiKey(config.apiKey() == null ? "" : config.apiKey().reveal())
                .timeout(timeout)
                .maxRetries(0);
        if (config.apiKey() != null) {
            builder.putHeader("Authorization", "Bearer " + config.apiKey().reveal());
        }
        config.headers().forEach((name, value) -> builder.replaceHeaders(name, value.reveal()));
        return builder.build();
    }

    /** Some repeat the key in the error. */
    public static String withoutSecrets(PoolConfig config, String body) {
        String safe = config.apiKey() == null ? body : config.apiKey().hideIn(body);
        for (Secret header : config.headers().values()) {
            safe = header.hideIn(safe);
        }
        return safe;
    }

    /** What an answer means that came just now. */
    public static Outcome meaning(HttpResponse response, String body) {
        return Answers.read(response.statusCode(), AnswerStream.headers(response), body, Instant.now());
    }

    /** What an answer means that was written down by the provider. */
    public static Outcome meaning(Result.Response response) {
        Headers headers = name -> java.util.Optional.of(response.requestId()).filter(id -> name.equals("x-request-id"));
        return Answers.read(response.statusCode(), headers, response.body(), Instant.now());
    }

    /** What an exception on the way means. */
    public static Outcome.Lost lost(Throwable trouble, PoolConfig config) {
        return TransportErrors.lost(trouble, config.baseUrl().getHost());
    }
}
