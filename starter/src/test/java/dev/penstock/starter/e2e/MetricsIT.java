package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What Prometheus gets to see. */
final class MetricsIT extends PenstockTestCase {
    private static final Pattern NAME = Pattern.compile("penstock_[a-z_]+");

    @Test
    void everythingThatIsCountedIsExplainedAndWhatAlertsNeedIsCounted() throws IOException {
        // Every kind of limit has its meter. The batch lasts longer than all that is asked here: an idle worker has no
        // share.
        Running up = penstock.start("up", "--rpm", "300", "--tpm", "1000000", "--itpm", "900000", "--otpm", "900000")
                .awaitSaid("ready; submit with");
        penstock.run("submit", input(400).path(), "--model", "gpt-4o-mini", "--id", "counted")
                .expectExit(0);
        books.awaitCalls(10);
        assertThat(complete(up.api())).isEqualTo(200);
        // Whoever reaches Temporal may start workflows under any id.
        startWorkflow("Batch", "batch/../../x");
        startWorkflow("Pool", "x");

        // The batch is counted once Temporal lists it.
        Patience.untilAsserted(() -> assertCounted(get(up.api() + "/metrics")));
        assertThat(Files.readString(penstock.home().resolve("penstock.log")))
                .as("meters that Prometheus refuses")
                .doesNotContain("registration has failed");
    }

    private void startWorkflow(String type, String id) {
        penstock.runTemporal("workflow", "start", "--type", type, "--task-queue", "elsewhere", "--workflow-id", id)
                .expectExit(0);
    }

    private static void assertCounted(String metrics) throws IOException {
        assertThat(metrics)
                .containsPattern("penstock_calls_seconds_count\\{outcome=\"answered\",pool=\"127[^}]*} [1-9]")
                .containsPattern("penstock_tokens_total\\{kind=\"output\",pool=\"127[^}]*} [1-9]")
                .containsPattern("penstock_cost_usd_total\\{pool=\"127[^}]*} (0\\.0*)?[1-9]")
                .containsPattern("penstock_gate_wait_seconds_count\\{pool=\"127[^}]*priority=\"normal\"} [1-9]")
                .containsPattern("penstock_share_requests_per_minute\\{pool=\"127[^}]*} 300")
                .containsPattern("penstock_pool_state\\{pool=\"127[^}]*state=\"open\"} 1")
                .contains("penstock_completions_total{kind=\"direct\"} 1.0")
                .contains("penstock_batch_requests{batch=\"counted\"} 400.0")
                .contains("temporal_activity_execution_latency_seconds_count", "jvm_memory_used_bytes")
                .contains("temporal_activity_schedule_to_start_latency_seconds_bucket")
                .containsPattern("temporal_long_request_latency_seconds_count\\{[^}]*update_name=\"report\"")
                .containsPattern("temporal_long_request_latency_seconds_count\\{[^}]*update_name=\"none\"");
        Set<String> counted = names(metrics);
        assertThat(counted).containsAll(names(project("deploy/prometheus/penstock-alerts.yml")));
        assertThat(counted).containsAll(names(project("deploy/grafana/penstock.json")));
        Set<String> explained = names(project("docs/metrics.md"));
        // Without a route there is nothing to move.
        assertThat(explained)
                .filteredOn(name -> !name.startsWith("penstock_route_"))
                .allMatch(name -> counted.contains(name) || counted.contains(name + "_count"));
        assertThat(counted).allMatch(name -> explained.contains(name.replaceFirst("_(bucket|count|sum|max)$", "")));
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .forEach(line -> NAME.matcher(line).results().forEach(found -> names.add(found.group())));
        return names;
    }

    private static String project(String file) throws IOException {
        return Files.readString(Path.of("..", file));
    }

    private static int complete(String api) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(api + "/v1/chat/completions"))
                                    .header("content-type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(Service.chatBody("Hello", false)))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String get(String address) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
