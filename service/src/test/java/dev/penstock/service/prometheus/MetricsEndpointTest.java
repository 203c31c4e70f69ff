package dev.penstock.service.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MetricsEndpointTest {
    @Test
    void showsNothingUnderANameThatAWebPageHasPointedHere() throws IOException {
        try (MetricsExport export = MetricsExport.open();
                MetricsEndpoint endpoint = MetricsEndpoint.listen("127.0.0.1", 0, export)) {
            assertThat(get(endpoint, "evil.test:9464"))
                    .startsWith("HTTP/1.1 403")
                    .doesNotContain("jvm_memory");
            assertThat(get(endpoint, "localhost:9464"))
                    .startsWith("HTTP/1.1 200")
                    .contains("jvm_memory");
        }
    }

    private static String get(MetricsEndpoint endpoint, String host) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            String request = "GET /metrics HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(host);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
