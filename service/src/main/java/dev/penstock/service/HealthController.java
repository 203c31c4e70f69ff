package dev.penstock.service;

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

    HealthController(ApiBackend backend) {
        this.backend = backend;
    }

    @Get("/live")
    public Map<String, String> live() {
        return Map.of("status", "up");
    }

    /** Returns 200 when Temporal can be reached, and 503 otherwise. */
    @Get("/ready")
    @ExecuteOn(TaskExecutors.BLOCKING)
    public HttpResponse<Map<String, String>> ready() {
        try {
            backend.client().getWorkflowServiceStubs().healthCheck();
            return HttpResponse.ok(Map.of("status", "up"));
        } catch (StatusRuntimeException | WorkflowServiceException e) {
            return HttpResponse.<Map<String, String>>serverError()
                    .status(503)
                    .body(Map.of("status", "down", "why", "Temporal does not answer"));
        }
    }
}
