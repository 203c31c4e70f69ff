package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Keys of the API, made and revoked while it serves. */
final class KeysIT extends PenstockTestCase {
    @Test
    void keysCountAtOnceAndNoLongerThanTheyAreMeantTo() throws IOException {
        String first = create("--tenant", "acme");
        Api api = Api.serve(penstock, "--keys");
        assertThat(status(api, first)).isEqualTo(200);
        assertThat(status(api, "sk-anything")).isEqualTo(401);

        String later = create("--tenant", "later", "--requests-per-day", "5");
        Patience.until("a new key counts", () -> status(api, later) == 200);
        Patience.until("its day is used up", () -> status(api, later) == 429);
        Files.writeString(penstock.home().resolve("store/keys/00000000.json"), "broken");
        penstock.run("keys", "revoke", first.split("-")[1]).expectExit(0);
        Patience.until("a revoked key is shut out", () -> status(api, first) == 401);

        api.process().kill();
        Api again = Api.serve(penstock, "--keys");
        assertThat(status(again, later)).as("of a day that was used up before").isEqualTo(429);
        assertThat(status(again, first)).isEqualTo(401);
        penstock.run("doctor").expectExit(1).expectSaid("keys/00000000.json is not a key and opens nothing");
    }

    @Test
    void whoeverHangsUpBeforeTheEndHasUsedTokensAllTheSame() throws IOException {
        String key = create("--tenant", "acme", "--tokens-per-day", "1000");
        Api api = Api.serve(penstock, "--keys");
        String prompt = "[[slow:100000]] " + "word ".repeat(2000);
        try (Socket socket = ask(api, key, Service.chatBody(prompt, false))) {
            assertThat(socket.isConnected()).isTrue();
            Patience.until("the call", () -> books.inFlight() == 1);
            assertThat(status(api, key)).isEqualTo(200);
        }

        Patience.until("the day's tokens are used up", () -> status(api, key) == 429);
    }

    @Test
    void aStreamedChatEndsWhenItsKeyIsRevoked() throws IOException {
        String key = create("--tenant", "acme");
        Api api = Api.serve(penstock, "--keys");
        try (Socket socket = ask(api, key, Service.chatBody("[[slow:100000]] Wait", true))) {
            Patience.until("the call", () -> books.inFlight() == 1);

            penstock.run("keys", "revoke", key.split("-")[1]).expectExit(0);

            Patience.until("the call's end", () -> books.inFlight() == 0);
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = answer.readLine();
            while (!line.startsWith("data:")) {
                line = answer.readLine();
            }
            assertThat(line).contains("this API key has been revoked");
        }
    }

    private static Socket ask(Api api, String key, String body) throws IOException {
        Socket socket = new Socket(api.root().getHost(), api.root().getPort());
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer %s\r\nContent-Length: %d\r\n\r\n".formatted(key, body.length());
        socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private String create(String... options) {
        String[] command = new String[options.length + 2];
        command[0] = "keys";
        command[1] = "create";
        System.arraycopy(options, 0, command, 2, options.length);
        return penstock.run(command).expectExit(0).out().strip();
    }

    private static int status(Api api, String key) {
        return api.send(api.to("/v1/models").header("Authorization", "Bearer " + key))
                .statusCode();
    }
}
