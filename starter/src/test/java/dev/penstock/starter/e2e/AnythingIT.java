package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked, and whoever only sits there: the API goes on answering, and never with a 5xx of its own. */
final class AnythingIT extends PenstockTestCase {
    private static final int IDLE = 2_000;

    @Test
    @Tag("slow")
    void nothingThatTheOpenApiDocumentAllowsBreaksIt() throws IOException, InterruptedException {
        Api api = Api.serve(penstock);

        // Streams are left out: they end with their batch.
        String said = ClientScripts.schemathesis(
                api.root() + "/openapi.yaml",
                "--checks=not_a_server_error",
                "--max-examples=10",
                "--exclude-path-regex=results|events",
                "--phases=coverage,fuzzing,stateful",
                "--request-timeout=30");

        assertThat(said).containsPattern("\\d+ generated, \\d+ passed").doesNotContain("FAILURES", "ERRORS");
    }

    @Test
    void thousandsOfIdleAndHalfFinishedConnectionsAreBorne() throws IOException {
        Api api = Api.serve(penstock);
        List<Socket> idle = new ArrayList<>();
        try {
            for (int number = 0; number < IDLE; number++) {
                Socket socket = new Socket();
                socket.connect(
                        new InetSocketAddress(api.root().getHost(), api.root().getPort()));
                idle.add(socket);
                if (number % 2 == 0) {
                    socket.getOutputStream()
                            .write("POST /v1/files HTTP/1.1\r\nHost: x\r\nContent-Le"
                                    .getBytes(StandardCharsets.US_ASCII));
                }
            }

            assertThat(api.get("/health/live").path("status").asText()).isEqualTo("up");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
        assertThat(api.get("/health/live").path("status").asText()).isEqualTo("up");
    }
}
