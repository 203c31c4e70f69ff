package dev.penstock.starter.provider;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.providers.dialect.Dialects;
import dev.penstock.providers.wire.RequestFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a provider for the models that it offers. */
public final class OfferedModels {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LONGEST_LIST = 1 << 20;
    private static final int OK = 200;

    private OfferedModels() {}

    /** Returns the names of the models, as the provider lists them; none if it does not answer within 3 s. */
    public static List<String> of(PoolConfig pool) {
        return of(pool, PATIENCE);
    }

    static List<String> of(PoolConfig pool, Duration patience) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(patience).build();
        try {
            return http.sendAsync(request(pool), HttpResponse.BodyHandlers.ofInputStream())
                    .thenCompose(answer -> CompletableFuture.supplyAsync(() -> names(answer)))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | IllegalArgumentException nothingSaid) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            http.shutdownNow();
        }
    }

    /** Returns the names in a list of models in OpenAI's form; none for any other text. */
    static List<String> names(String list) {
        try {
            return new ObjectMapper().readTree(list).path("data").findValuesAsText("id");
        } catch (IOException noJson) {
            return List.of();
        }
    }

    private static HttpRequest request(PoolConfig pool) {
        RequestFormat dialect = Dialects.wire(pool.account()).requests();
        String path = String.join("/", dialect.endpoint(List.of("models")).path());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(pool.baseUrl() + "/" + path));
        dialect.headers().forEach(request::setHeader);
        pool.headers().forEach((name, value) -> request.setHeader(name, value.reveal()));
        return request.build();
    }

    private static List<String> names(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return answer.statusCode() == OK
                    ? names(new String(body.readNBytes(LONGEST_LIST), StandardCharsets.UTF_8))
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
