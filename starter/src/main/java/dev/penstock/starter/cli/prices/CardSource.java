package dev.penstock.starter.cli.prices;

import dev.penstock.starter.cli.output.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;

/** Reads a price card from a file or an {@code https://} address. */
final class CardSource {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_BYTES = 16 << 20;

    private CardSource() {}

    /**
     * Reads a card.
     *
     * @throws UserError if it cannot be read, with what to do
     */
    static byte[] read(String source) {
        try (InputStream in = source.contains("://") ? download(source) : Files.newInputStream(Path.of(source))) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new UserError("%s is no price card: it has more than %d MiB".formatted(source, MOST_BYTES >> 20));
            }
            return content;
        } catch (SSLHandshakeException e) {
            throw new UserError(
                    "%s is not trusted: %s; for an authority of your own, name a trust store that has its certificate: PENSTOCK_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE"
                            .formatted(source, e.getMessage()));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            throw new UserError("%s cannot be reached; check the address".formatted(source));
        } catch (IOException | IllegalArgumentException e) {
            throw new UserError("%s cannot be read: %s (%s)"
                    .formatted(source, e.getMessage(), e.getClass().getSimpleName()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserError("the download was interrupted");
        }
    }

    private static InputStream download(String source) throws IOException, InterruptedException {
        URI address = URI.create(source);
        if (!"https".equalsIgnoreCase(address.getScheme())) {
            throw new UserError("a price card is a file or an https:// address, not " + source);
        }
        // Redirects are followed, but never to an address without TLS.
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<InputStream> response = http.send(
                HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new UserError("%s answers %d, and not with a price card; check the address"
                    .formatted(source, response.statusCode()));
        }
        return response.body();
    }
}
