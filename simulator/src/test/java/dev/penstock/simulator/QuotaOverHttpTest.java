package dev.penstock.simulator;

import static dev.penstock.simulator.TestingClient.header;
import static dev.penstock.simulator.TestingClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.OverCapacity;
import dev.penstock.simulator.quota.RetryAfterStyle;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotaOverHttpTest extends SimulatorFixture {
    @Test
    void announcesWhatIsLeftAndThrottlesBeyond() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .requestsPerMinute(2)
                .tokensPerMinute(1_000)
                .build());
        HttpResponse<String> first = client.ask("hello");
        pass(Duration.ofSeconds(10));
        client.ask("hello");

        HttpResponse<String> third = client.ask("hello");

        assertThat(header(first, "x-ratelimit-limit-requests")).isEqualTo("2");
        assertThat(header(first, "x-ratelimit-remaining-requests")).isEqualTo("1");
        assertThat(header(first, "x-ratelimit-reset-requests")).isEqualTo("1m0s");
        assertThat(header(first, "x-ratelimit-remaining-tokens")).isEqualTo("984");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(header(third, "retry-after")).isEqualTo("50");
        assertThat(header(third, "x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(json(third).at("/error/code").textValue()).isEqualTo("rate_limit_exceeded");
        pass(Duration.ofSeconds(50));
        assertThat(client.ask("hello").statusCode()).isEqualTo(200);
        assertThat(simulator.stats().calls().throttled()).isEqualTo(1);
        assertThat(simulator.stats().worstMinute().requests()).isEqualTo(2);
    }

    @Test
    void canKeepItsQuotaToItself() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .tokensPerMinute(20)
                .quotaHeaders(false)
                .retryAfter(RetryAfterStyle.NONE)
                .build());
        HttpResponse<String> first = client.ask("hello");

        HttpResponse<String> second = client.ask("hello");

        assertThat(first.headers().map().keySet()).noneMatch(name -> name.startsWith("x-ratelimit"));
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(header(second, "retry-after")).isEmpty();
        assertThat(json(second).at("/error/type").textValue()).isEqualTo("tokens");
    }

    @Test
    void rejectsCallsBeyondItsConcurrency() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .maxConcurrency(2)
                .latency(LatencyDistribution.parse("2s"))
                .build());

        List<Integer> statuses = statusesOfFourAtOnce();

        assertThat(statuses).containsExactlyInAnyOrder(200, 200, 429, 429);
    }

    @Test
    void slowsDownBeyondItsConcurrencyLikeOneGpu() throws Exception {
        simulator.change(simulator.options().toBuilder()
                .maxConcurrency(1)
                .overCapacity(OverCapacity.SLOW)
                .latency(LatencyDistribution.parse("500ms"))
                .build());
        long start = System.nanoTime();

        assertThat(statusesOfFourAtOnce()).containsOnly(200);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(2_000));
        assertThat(simulator.stats().calls().peakInFlight()).isEqualTo(4);
    }

    private List<Integer> statusesOfFourAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> calls =
                IntStream.range(0, 4).mapToObj(i -> client.asking("call " + i)).toList();
        return calls.stream().map(call -> call.join().statusCode()).toList();
    }
}
