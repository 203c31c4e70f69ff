package dev.penstock.service.health;

import dev.penstock.service.ApiBackend;
import dev.penstock.service.ApiOptions;
import dev.penstock.service.callers.KeyRing;
import io.grpc.StatusRuntimeException;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.temporal.client.WorkflowServiceException;
import java.util.Map;

/** Serves the health checks {@code /health/live} and {@code /health/ready}. */
@Controller("/health")
public final class HealthController {
    private final ApiBackend backend;
    private final ApiOptions options;
    private final KeyRing keys;

    HealthController(ApiBackend backend, ApiOptions options, KeyRing keys) {
        this.options = options;
        this.keys = keys;
        this.backend = backend;
    }

    @Get("/live")
    public Map<String, String> live() {
        return Map.of("status", "up");
    }

    /**
     * Returns 200 when Temporal can be reached, the store takes results, and keys, if callers need some, can be read; 503
     * otherwise.
     */
    @Get("/ready")
    @ExecuteOn(TaskExecutors.BLOCKING)
    public HttpResponse<Map<String, String>> ready() {
        if (options.keys() && !keys.isReadable()) {
            return down("the API keys cannot be read");
        }
        try {
            backend.client().getWorkflowServiceStubs().healthCheck();
            // The reason has paths of this machine, which are for its operator: `penstock doctor`.
            return backend.store().trouble().isEmpty()
                    ? HttpResponse.ok(Map.of("status", "up"))
                    : down("the store takes no results: it is full, read-only or gone");
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            return down("Temporal does not answer");
        }
    }

    private static HttpResponse<Map<String, String>> down(String why) {
        return HttpResponse.<Map<String, String>>serverError().status(503).body(Map.of("status", "down", "why", why));
    }
}
