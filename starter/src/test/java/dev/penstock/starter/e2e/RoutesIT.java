package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.Simulator;
import dev.penstock.simulator.latency.LatencyDistribution;
import dev.penstock.simulator.options.BatchApiOptions;
import dev.penstock.simulator.options.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** One model that three pools with unequal quotas can answer. */
@Order(2)
final class RoutesIT extends PenstockTestCase {
    private static final int REQUESTS = 600;
    /** Calls under way when a process is killed: at most what the pools have in flight together. */
    private static final int UNDER_WAY = 60;

    private final Simulator east = provider("my-deployment");
    private final Simulator west = provider("gpt-4o-mini");
    private final Simulator north = provider("gpt-4o-mini");

    @BeforeEach
    void configure() throws IOException {
        configure("requests-per-minute: 1200", "requests-per-minute: 600");
    }

    private void configure(String ofEast, String ofWest) throws IOException {
        Files.writeString(folder.resolve("penstock.yaml"), """
                pools:
                  east: {base-url: %s, %s, max-concurrency: 20}
                  west: {base-url: %s, %s, max-concurrency: 20}
                  north: {base-url: %s, requests-per-minute: 300, max-concurrency: 20, prices: {gpt-4o-mini: {input: 1000, output: 1000}}}
                routes:
                  gpt-4o-mini: [{pool: east, model: my-deployment}, {pool: west}, {pool: north}]
                defaults: {model: gpt-4o-mini}
                """.formatted(
                        east.baseUrl(), ofEast, west.baseUrl(), ofWest, north.baseUrl()));
    }

    @AfterEach
    void stopProviders() {
        east.close();
        west.close();
        north.close();
    }

    @Test
    void aBlockAnOutageAndAKillLoseNothingAndPayNothingTwice() throws IOException {
        TestingInput input = input(REQUESTS);
        Running run = penstock.start("run", input.path(), "--json");
        new Books(east).awaitCalls(80);
        east.change(east.options().toBuilder().requiredKey("another").build());
        new Books(west).awaitCalls(new Books(west).calls() + 40);
        run.signal("9");
        run.awaitEnd();

        Running again = penstock.start("run", input.path(), "--json");
        new Books(west).awaitCalls(new Books(west).calls() + 40);
        west.change(west.options().toBuilder().fault("503", 1).build());
        new Books(north).awaitCalls(new Books(north).calls() + 60);
        west.change(west.options().toBuilder().fault("503", 0).build());
        long duringOutage = answered(west);
        penstock.run("pool", "resume", "west").expectExit(0);
        Ended ended = again.awaitEnd().expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
        Map<String, Integer> pools = pools(input);
        assertThat(pools).containsOnlyKeys("east", "west", "north");
        assertThat(pools.get("east")).isBetween(60, 200);
        assertThat(answered(west)).as("calls after the outage").isGreaterThan(duringOutage + 20);
        long paid = answered(east) + answered(west) + answered(north);
        long maybeTwice = ended.json().path("possibly_paid_twice").asLong();
        assertThat(paid).isBetween((long) REQUESTS, (long) REQUESTS + UNDER_WAY);
        assertThat(maybeTwice).isBetween(paid - REQUESTS, (long) UNDER_WAY);
    }

    @Test
    void workThatIsPinnedStaysWithOnePoolAndTheRestKnowsTheRoute() throws IOException {
        TestingInput input = input(40);

        Ended estimate = penstock.run("estimate", input.path(), "--json").expectExit(0);
        penstock.run("complete", "Hello").expectExit(0);
        penstock.run("run", input.path(), "--pin").expectExit(0);

        assertThat(estimate.json().at("/models/0/pool").asText()).isEqualTo("route-gpt-4o-mini");
        assertThat(estimate.json().at("/pools/0/requests_per_minute").asInt()).isEqualTo(2100);
        ResultFile results = ResultFile.at(input.results());
        assertThat(results.lines())
                .extracting(line -> line.path("pool").asText())
                .containsOnly("east");
        assertThat(results.line("request-1").path("model").asText()).isEqualTo("my-deployment");
        assertThat(results.line("request-1").path("cost_usd").asDouble()).isBetween(1e-9, 0.01);
        assertThat(answered(east)).isBetween(40L, 41L);
        assertThat(answered(east) + answered(west) + answered(north)).isEqualTo(41);
    }

    /** The day of a pool returns in the simulation (route_one_used_up), which need not wait for it. */
    @Test
    void aMemberWhoseDayIsUsedUpLeavesTheRestToTheOthersAndEverybodyIsToldOfTheRoute() throws IOException {
        configure("requests-per-day: 5", "requests-per-day: 1000");
        TestingInput input = input(40);
        Files.writeString(
                input.file(),
                Files.readString(input.file()).replace("What is 7 plus", "[[fail:429x1]] What is 7 plus"));
        Running up = penstock.start("up").awaitSaid("ready; submit with");

        penstock.run("run", input.path()).expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(pools(input)).containsOnlyKeys("east", "west", "north");
        assertThat(answered(east)).isBetween(4L, 5L);
        penstock.run("doctor").expectExit(0).expectSaid("route:    gpt-4o-mini: east (my-deployment), west, north");
        Api api = new Api(up, URI.create(up.api()));
        JsonNode overview = api.get("/dashboard/overview");
        assertThat(overview.path("routes").toString()).contains("gpt-4o-mini", "east", "west", "north");
        assertThat(overview.path("pools").toString()).containsIgnoringCase("used_up");
        assertThat(api.send(api.to("/metrics")).body())
                .containsPattern(
                        "penstock_route_moved_total\\{pool=\"(east|west|north)\",route=\"route-gpt-4o-mini\"} [1-9]");
    }

    /** Half of what the first pool's batches do fails there; what fails twice is called online, wherever there is room. */
    @Test
    void whatAProvidersBatchLeavesGoesToAnyPool() throws IOException {
        east.change(east.options().toBuilder()
                .batches(BatchApiOptions.DEFAULT.withFailureRate(0.6))
                .build());
        TestingInput input = input(60);

        penstock.run("run", input.path(), "--lane", "auto", "--deadline", "10m").expectExit(0);

        ResultFile.assertWhole(input);
        Map<String, Map<String, Integer>> pools = new TreeMap<>();
        for (JsonNode line : ResultFile.at(input.results()).lines()) {
            pools.computeIfAbsent(line.path("lane").asText("online"), any -> new TreeMap<>())
                    .merge(line.path("pool").asText(), 1, Integer::sum);
        }
        assertThat(pools.get("provider-batch")).containsOnlyKeys("east");
        assertThat(pools.get("online")).containsKeys("west", "north");
        assertThat(west.stats().batches().created() + north.stats().batches().created())
                .isZero();
    }

    private static Map<String, Integer> pools(TestingInput input) throws IOException {
        Map<String, Integer> pools = new TreeMap<>();
        for (JsonNode line : ResultFile.at(input.results()).lines()) {
            pools.merge(line.path("pool").asText(), 1, Integer::sum);
        }
        return pools;
    }

    private static long answered(Simulator provider) {
        return provider.stats().calls().answered();
    }

    private static Simulator provider(String model) {
        return Simulator.start(SimulatorOptions.builder()
                .model(model)
                .latency(LatencyDistribution.parse("300ms"))
                .build());
    }
}
