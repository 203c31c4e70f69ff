package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
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
        Patience.until("all answers", () -> client.ended.size() == STREAMS);
        client.say("{\"id\":\"slow\",\"cancel\":true}");
        client.say("{\"id\":\"s1\"}");
        client.say("[]");
        Patience.until("the call's end", () -> books.inFlight() == 0);
        Patience.until("the refusals", () -> client.ended.containsKey("") && client.ended.size() == STREAMS + 2);

        for (int n = 0; n < STREAMS; n++) {
            if (n != 1) {
                assertThat(client.texts.get("s" + n)).contains("What is %d?".formatted(n));
                assertThat(client.ended.get("s" + n).at("/usage/output_tokens").asInt())
                        .isPositive();
            }
        }
        assertThat(client.ended.get("slow").path("cancelled").asBoolean()).isTrue();
        assertThat(client.ended.get("s1").at("/error/message").asText()).contains("prompt");
        client.socket.abort();
    }

    /** Collects what comes, by the streams' ids. */
    private static final class Client implements WebSocket.Listener {
        private final Map<String, String> texts = new ConcurrentHashMap<>();
        private final Map<String, JsonNode> ended = new ConcurrentHashMap<>();
        private final StringBuilder message = new StringBuilder();
        private WebSocket socket;

        static Client connect(URI address) {
            Client client = new Client();
            client.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws" + address.toString().substring(4) + "/stream"), client)
                    .join();
            return client;
        }

        void say(String text) {
            socket.sendText(text, true).join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
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
