package dev.penstock.service.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

/** Meters of one name to which the Temporal SDK gives different tags. */
final class SdkRequestTagsTest {
    @Test
    void requestsOfUpdatesAndOthersAreBothCounted() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(new SdkRequestTags());

        registry.counter("temporal_long_request", "operation", "PollWorkflowTaskQueue")
                .increment();
        registry.counter("temporal_long_request", "operation", "UpdateWorkflow", "update_name", "report")
                .increment();
        registry.counter("penstock_completions", "kind", "direct").increment();

        assertThat(registry.scrape())
                .contains("temporal_long_request_total{operation=\"PollWorkflowTaskQueue\",update_name=\"none\"} 1.0")
                .contains("temporal_long_request_total{operation=\"UpdateWorkflow\",update_name=\"report\"} 1.0")
                .contains("penstock_completions_total{kind=\"direct\"} 1.0");
    }
}
