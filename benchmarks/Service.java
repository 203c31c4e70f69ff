import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Completions over HTTP, through `penstock serve` and directly to the simulator, in turns: SERVICE SIMULATOR WHAT. */
public final class Service {
    private static final AtomicLong PROMPTS = new AtomicLong(System.nanoTime());
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final String service;
    private final String direct;

    private Service(String service, String direct) {
        this.service = service;
        this.direct = direct;
    }

    public static void main(String[] args) throws Exception {
        Service benchmark = new Service(args[0], args[1]);
        switch (args[2]) {
            case "latency" -> benchmark.latency();
            case "throughput" -> benchmark.throughput();
            case "peer" -> benchmark.peer(args[3]);
            case "first-token" -> benchmark.firstToken();
            case "streams" -> benchmark.streams(Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[2]);
        }
        System.exit(0);
    }

    /** One at a time, and 20 at once; rounds of both in turns, so that the machine's other work meets both. */
    private void latency() throws Exception {
        for (int callers : new int[] {1, 20}) {
            List<Double> there = new ArrayList<>();
            List<Double> here = new ArrayList<>();
            for (int round = 0; round < 12; round++) {
                List<Double> one = atOnce(callers, 250, () -> whole(direct));
                List<Double> other = atOnce(callers, 250, () -> whole(service));
                // The first rounds warm both up.
                if (round >= 6) {
                    there.addAll(one);
                    here.addAll(other);
                }
            }
            say("direct call, %d at once    ".formatted(callers), there);
            say("penstock serve, %d at once ".formatted(callers), here);
            System.out.printf(
                    Locale.ROOT,
                    "  overhead p50 %.1f ms (target ≤ %d), p99 %.1f ms (target ≤ 50)%n",
                    percentile(here, 50) - percentile(there, 50),
                    callers == 1 ? 2 : 10,
                    percentile(here, 99) - percentile(there, 99));
        }
    }

    private void throughput() throws Exception {
        atOnce(64, 3000, () -> whole(service));
        System.out.printf(Locale.ROOT, "  %.0f requests/s (target ≥ 1,000)%n", rate("penstock serve", service, 9000));
    }

    /** Completions a second of a peer's proxy and of the service, in turns. */
    private void peer(String peer) throws Exception {
        atOnce(64, 300, () -> whole(peer));
        atOnce(64, 6000, () -> whole(service));
        double ofPeer = 0;
        double ofService = 0;
        for (int round = 0; round < 3; round++) {
            ofPeer += rate("peer's proxy  ", peer, 300) / 3;
            ofService += rate("penstock serve", service, 3000) / 3;
        }
        System.out.printf(
                Locale.ROOT,
                "  %.0f requests/s ÷ peer's %.0f = %.1f (target ≥ 10)%n",
                ofService,
                ofPeer,
                ofService / ofPeer);
        for (int callers : new int[] {1, 20}) {
            List<Double> there = atOnce(callers, 200, () -> whole(peer));
            List<Double> here = atOnce(callers, 200, () -> whole(service));
            say("peer's proxy, %d at once   ".formatted(callers), there);
            say("penstock serve, %d at once ".formatted(callers), here);
        }
    }

    private static double rate(String what, String base, int calls) throws Exception {
        long start = System.nanoTime();
        List<Double> all = atOnce(64, calls, () -> whole(base));
        double seconds = (System.nanoTime() - start) / 1e9;
        say(what + ", 64 at once ", all);
        return all.size() / seconds;
    }

    /** One stream at a time, and 20. */
    private void firstToken() throws Exception {
        for (int streams : new int[] {1, 20}) {
            List<Double> there = new ArrayList<>();
            List<Double> here = new ArrayList<>();
            for (int round = 0; round < 8; round++) {
                List<Double> one =
                        atOnce(streams, 15 * streams, () -> streamed(direct).first());
                List<Double> other =
                        atOnce(streams, 15 * streams, () -> streamed(service).first());
                if (round >= 3) {
                    there.addAll(one);
                    here.addAll(other);
                }
            }
            say("first token, direct, %d at once ".formatted(streams), there);
            say("first token, serve, %d at once  ".formatted(streams), here);
            System.out.printf(
                    Locale.ROOT,
                    "  over the direct call p50 %.1f ms, p99 %.1f ms (target ≤ 5)%n",
                    percentile(here, 50) - percentile(there, 50),
                    percentile(here, 99) - percentile(there, 99));
        }
    }

    /** 200 at once, directly and through the service: the longest silence within each. */
    private void streams(int calls) throws Exception {
        for (String base : List.of(direct, service)) {
            List<Stream> all = Collections.synchronizedList(new ArrayList<>());
            long start = System.nanoTime();
            List<Double> unused = atOnce(200, calls, () -> {
                Stream stream = streamed(base);
                all.add(stream);
                return stream.first();
            });
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "  %s: %,d streams, 200 at once: %.1f s, first token p50 %.0f p99 %.0f ms, longest silence p50 %.0f p99 %.0f max %.0f ms, %d broken%n",
                    base.equals(direct) ? "direct" : "serve ",
                    calls,
                    seconds,
                    percentile(all.stream().map(Stream::first).toList(), 50),
                    percentile(all.stream().map(Stream::first).toList(), 99),
                    percentile(all.stream().map(Stream::silence).toList(), 50),
                    percentile(all.stream().map(Stream::silence).toList(), 99),
                    percentile(all.stream().map(Stream::silence).toList(), 100),
                    all.stream().filter(stream -> !stream.done()).count());
        }
    }

    private interface Call {
        double millis() throws Exception;
    }

    /**
     * @param first when the first token came, in milliseconds
     * @param silence the longest time between two events
     */
    private record Stream(double first, double silence, boolean done) {}

    private static double whole(String base) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response = HTTP.send(request(base, false), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + response.body());
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static Stream streamed(String base) throws Exception {
        long start = System.nanoTime();
        HttpResponse<InputStream> response = HTTP.send(request(base, true), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(
                    response.statusCode() + " " + new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        }
        double first = 0;
        double silence = 0;
        boolean done = false;
        long last = start;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("data:")) {
                    continue;
                }
                long now = System.nanoTime();
                if (first == 0 && line.contains("\"content\":\"S")) {
                    first = (now - start) / 1e6;
                } else if (first > 0) {
                    silence = Math.max(silence, (now - last) / 1e6);
                }
                last = now;
                done = line.contains("[DONE]");
            }
        }
        return new Stream(first, silence, done);
    }

    private static HttpRequest request(String base, boolean stream) {
        String body =
                "{\"model\":\"simulated-1\",\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"Is %d even?\"}]}"
                        .formatted(stream, PROMPTS.incrementAndGet());
        return HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                .header("content-type", "application/json")
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static List<Double> atOnce(int threads, int calls, Call call) throws Exception {
        AtomicLong left = new AtomicLong(calls);
        List<Double> all = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> futures = new ArrayList<>();
            for (int n = 0; n < threads; n++) {
                futures.add(executor.submit(() -> {
                    while (left.decrementAndGet() >= 0) {
                        all.add(call.millis());
                    }
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        }
        return all;
    }

    private static void say(String what, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "  %s p50 %5.1f ms, p90 %5.1f ms, p99 %5.1f ms%n",
                what,
                percentile(millis, 50),
                percentile(millis, 90),
                percentile(millis, 99));
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
    }
}
