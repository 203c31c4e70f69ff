package dev.penstock.simulator;

import static dev.penstock.simulator.TestingClient.chat;
import static dev.penstock.simulator.TestingClient.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConnectionTest extends SimulatorFixture {
    @Test
    void pipelinedCallsAreAnsweredInTheirOrder() throws Exception {
        try (Socket socket = connect()) {
            send(socket, chat("[[slow:200]] first").toString());
            send(socket, chat("second").toString());
            send(socket, chat("third").toString());

            assertThat(readUntil(socket, "third")).containsSubsequence("to: first", "to: second", "to: third");
        }
    }

    @Test
    void aClientThatLeavesAStreamStopsIt() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .tokenLatency(Duration.ofMillis(20))
                .outputTokens(100_000)
                .build());
        try (Socket socket = connect()) {
            send(socket, stream("endless").toString());
            readUntil(socket, "Simu");
            assertThat(simulator.stats().calls().inFlight()).isEqualTo(1);
        }

        await().until(() -> simulator.stats().calls().inFlight() == 0);
        assertThat(simulator.stats().calls().abandoned()).isEqualTo(1);
        assertThat(simulator.stats().calls().answered()).isZero();
    }

    @Test
    void aClientThatLeavesBeforeItsAnswerIsNotAnswered() throws Exception {
        try (Socket socket = connect()) {
            send(socket, chat("[[slow:60000]]").toString());
            await().until(() -> simulator.stats().calls().inFlight() == 1);
        }

        await().until(() -> simulator.stats().calls().abandoned() == 1);
    }

    @Test
    void takesLargeBodiesButNotAnySize() throws Exception {
        assertThat(client.ask("x".repeat(15_000_000)).statusCode()).isEqualTo(200);

        try (Socket socket = connect()) {
            socket.getOutputStream()
                    .write("POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nContent-Length: 20000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(readUntil(socket, "}}")).startsWith("HTTP/1.1 413").contains("x-request-id");
        }
    }

    @Test
    void closingWaitsForAnswersUnderWayButNotForHangingCalls() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .latency(LatencyDistribution.parse("300ms"))
                .build());
        CompletableFuture<HttpResponse<String>> slow = client.asking("slow");
        CompletableFuture<HttpResponse<String>> hanging = client.asking("[[slow:0]] [[hang]]");
        await().until(() -> simulator.stats().calls().inFlight() == 2);

        simulator.close();

        assertThat(slow.join().statusCode()).isEqualTo(200);
        assertThatThrownBy(hanging::join).hasCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> client.ask("too late")).isInstanceOf(IOException.class);
    }

    @Test
    void aPortInUseIsToldInOneLine() {
        SimulatorOptions same =
                SimulatorOptions.builder().port(simulator.port()).build();

        assertThatThrownBy(() -> Simulator.start(same))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot listen on 127.0.0.1:" + simulator.port());
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private static void send(Socket socket, String body) throws IOException {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        InputStream input = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        byte[] buffer = new byte[8192];
        while (read.indexOf(end) < 0) {
            int count = input.read(buffer);
            if (count < 0) {
                break;
            }
            read.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
        }
        return read.toString();
    }
}
