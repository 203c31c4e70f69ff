package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server with 512 MiB of heap that one tenant attacks and another one uses, and an idle one to compare it with. */
abstract class AttackTestCase extends PenstockTestCase {
    Api api;
    String attacker;

    private ComparedWaits.Server attacked;
    private ComparedWaits.Server idle;
    private Penstock alone;

    @BeforeEach
    void serveBoth(TemporalForTests.Variables ofIdle) throws IOException {
        answersTake("1ms");
        // As the launcher has it.
        penstock.with("JAVA_TOOL_OPTIONS", "-XX:+ExitOnOutOfMemoryError " + MemoryPeak.option(folder));
        prepare(penstock);
        // With a budget, so that the worst case of each request is computed, too.
        attacker = penstock.run("keys", "create", "--tenant", "mallory", "--budget-day", "1000")
                .expectExit(0)
                .out()
                .strip();
        String other = penstock.createKey("acme");
        api = Api.serve(penstock, "--keys");
        attacked = new ComparedWaits.Server(api, other);
        alone = Penstock.in(Files.createDirectory(folder.resolve("idle")))
                .calling(provider)
                .with(ofIdle.values());
        prepare(alone);
        String key = alone.createKey("acme");
        idle = new ComparedWaits.Server(Api.serve(alone, "--keys"), key);
    }

    @AfterEach
    void stopIdle() {
        alone.close();
    }

    /** Called before a server starts. */
    void prepare(Penstock each) {}

    /** Another key is answered within the promised time, whatever it asks for. */
    final void othersAreServedDuring(String attack, Runnable action) {
        MemoryPeak memory = MemoryPeak.since(folder, api.process().pid());
        ComparedWaits waits = ComparedWaits.during(action, attacked, idle);
        AttackTable.add(attack, memory, waits);
        waits.assertPromised(attack);
        assertThat(api.process().isAlive()).as(attack).isTrue();
    }

    final HttpRequest.Builder to(String path) {
        return api.to(path)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + attacker)
                .timeout(Patience.LIMIT);
    }

    /** Sends a request over a connection of its own, which the server may close before all of it was sent. */
    static HttpResponse<String> send(HttpRequest.Builder request) {
        try (HttpClient own = HttpClient.newHttpClient()) {
            return own.sendAsync(request.build(), BodyHandlers.ofString()).join();
        }
    }
}
