package dev.penstock.starter.api.metrics;

import dev.penstock.starter.api.Backend;
import dev.penstock.starter.api.callers.Admins;
import dev.penstock.starter.api.callers.Caller;
import dev.penstock.starter.metrics.MetricsExport;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** {@code /metrics}, for Prometheus; where keys are needed, an operator's. */
@Controller("/metrics")
public final class MetricsController {
    private final MetricsExport export;

    MetricsController(Backend backend) {
        this.export = backend.metrics();
    }

    @Get
    @Produces(MetricsExport.CONTENT_TYPE)
    @ExecuteOn(TaskExecutors.BLOCKING)
    public String metrics(Caller caller) {
        Admins.require(caller);
        return export.scrape();
    }
}
