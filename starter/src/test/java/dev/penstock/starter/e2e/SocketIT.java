package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many streams over one WebSocket. */
final class SocketIT extends PenstockTestCase {
    private static final int STREAMS = 50;

    @Test
    void fiftyStreamsEndOverOneSocketAndACancelledOneStopsItsCall() {
        Service service = Service.start(penstock, "--concurrency", "64");
        Client client = Client.connect(service.address());

        client.say("{\"id\":\"slow\",\"model\":\"m\",\"prompt\":\"[[slow:100000]] Wait\"}");
        Patience.until("the slow call", () -> books.inFlight() == 1);
        for (int n = 0; n < STREAMS; n++) {
            client.say("{\"id\":\"s%d\",\"model\":\"m\",\"prompt\":\"What is %d?\"}".formatted(n, n));
        }
        for (int n = 0; n < STREAMS; n++) {
            String id = "s" + n;
            Patience.until("the answer to " + id, () -> client.ended.containsKey(id));
        }
        client.say("{\"id\":\"slow\",\"cancel\":true}");
        client.say("{\"id\":\"s1\"}");
        client.say("[]");
        Patience.until("the call's end", () -> books.inFlight() == 0);
        Patience.until(
                "the refusals",
                () -> client.ended.containsKey("")
                        && client.ended.containsKey("slow")
                        && client.end("s1").has("error"));

        for (int n = 0; n < STREAMS; n++) {
            if (n != 1) {
                assertThat(client.texts.get("s" + n)).contains("What is %d?".formatted(n));
                assertThat(client.end("s" + n).at("/usage/output_tokens").asInt())
                        .isPositive();
            }
        }
        assertThat(client.end("slow").path("cancelled").asBoolean()).isTrue();
        assertThat(client.end("s1").at("/error/message").asText()).contains("prompt");
    }

    /** Collects what comes, by the streams' ids. */
    private static final class Client implements WebSocket.Listener {
        private final Map<String, String> texts = new ConcurrentHashMap<>();
        private final Map<String, JsonNode> ended = new ConcurrentHashMap<>();
        private final StringBuilder message = new StringBuilder();
        private @Nullable WebSocket socket;

        static Client connect(URI address) {
            Client client = new Client();
            WebSocket unused = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws" + address.toString().substring(4) + "/stream"), client)
                    .join();
            return client;
        }

        void say(String text) {
            WebSocket unused =
                    Objects.requireNonNull(socket).sendText(text, true).join();
        }

        JsonNode end(String id) {
            return Objects.requireNonNull(ended.get(id), id);
        }

        @Override
        public void onOpen(WebSocket opened) {
            socket = opened;
            opened.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                take(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void take(String text) {
            try {
                JsonNode event = Service.JSON.readTree(text);
                String id = event.path("id").asText("").replace("null", "");
                if (event.has("token")) {
                    texts.merge(id, event.path("token").asText(), String::concat);
                } else {
                    ended.put(id, event);
                }
            } catch (IOException e) {
                throw new AssertionError(text, e);
            }
        }
    }
}
