package dev.penstock.starter.e2e;

import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a tenant waits for a server that another tenant attacks, and for one that nobody else uses, asked for the same at the same
 * moments. An idle server that is slow shows an overloaded machine, and the promise is stretched by as much.
 */
record ComparedWaits(List<Wait> attacked, List<Wait> idle) {
    /** What everybody else is promised during an attack. */
    private static final Duration PROMISED = Duration.ofSeconds(1);

    /** What an idle server takes at most on a machine that is not overloaded. */
    private static final Duration USUAL = Duration.ofMillis(250);

    private static final int LEAST_ROUNDS = 3;

    private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(50);

    /** The compiler and the class loader are no attack. */
    private static final int WARMING_ROUNDS = 20;

    /** What one request took. */
    record Wait(String path, Duration time) {
        @Override
        public String toString() {
            return "%s %d ms".formatted(path, time.toMillis());
        }
    }

    /** A server, and a tenant's key for it. */
    record Server(Api api, String key) {
        HttpRequest.Builder to(String path) {
            return api.to(path)
                    .header("Authorization", "Bearer " + key)
                    .header("Content-Type", "application/json")
                    .timeout(Patience.LIMIT);
        }

        List<HttpRequest> requests() {
            return List.of(
                    to("/v1/files").build(),
                    to("/v1/chat/completions")
                            .POST(ofString(Service.chatBody("hello", false)))
                            .build());
        }
    }

    /** Attacks one of two servers, and asks both until the attack is over. */
    static ComparedWaits during(Runnable attack, Server attacked, Server idle) {
        ComparedWaits waits = new ComparedWaits(new ArrayList<>(), new ArrayList<>());
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (int round = 0; round < WARMING_ROUNDS; round++) {
                new ComparedWaits(new ArrayList<>(), new ArrayList<>()).ask(http, attacked, idle);
            }
            // Not in the common pool: on two cores it has one thread, and the client's answers need it.
            CompletableFuture<Void> attacking = CompletableFuture.runAsync(attack, Thread::startVirtualThread);
            int rounds = 0;
            do {
                waits.ask(http, attacked, idle);
                rounds++;
            } while (!isDone(attacking) || rounds < LEAST_ROUNDS);
            attacking.join();
        }
        return waits;
    }

    /** Fails if one request waited longer than is promised on a machine of this speed. */
    void assertPromised(String attack) {
        Duration slowest = longest(idle).time();
        double overload = Math.max(1, (double) slowest.toNanos() / USUAL.toNanos());
        Duration promised = Duration.ofNanos((long) (PROMISED.toNanos() * overload));
        assertThat(longest(attacked).time())
                .as("%s: the longest of %d waits was %s, of an idle server %s"
                        .formatted(attack, attacked.size(), longest(attacked), longest(idle)))
                .isLessThanOrEqualTo(promised);
    }

    static Wait longest(List<Wait> waits) {
        return waits.stream().max(Comparator.comparing(Wait::time)).orElseThrow();
    }

    private void ask(HttpClient http, Server attackedServer, Server idleServer) {
        List<CompletableFuture<Wait>> ofAttacked = ask(http, attackedServer);
        List<CompletableFuture<Wait>> ofIdle = ask(http, idleServer);
        ofAttacked.forEach(wait -> attacked.add(wait.join()));
        ofIdle.forEach(wait -> idle.add(wait.join()));
    }

    private static List<CompletableFuture<Wait>> ask(HttpClient http, Server server) {
        return server.requests().stream()
                .map(request -> {
                    long before = System.nanoTime();
                    return http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                        return new Wait(request.uri().getPath(), Duration.ofNanos(System.nanoTime() - before));
                    });
                })
                .toList();
    }

    private static boolean isDone(CompletableFuture<Void> attack) {
        try {
            attack.get(BETWEEN_ROUNDS.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            return true; // told when it is joined
        }
    }
}
