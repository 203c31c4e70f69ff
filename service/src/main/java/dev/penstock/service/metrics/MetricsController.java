package dev.penstock.service.metrics;

import dev.penstock.service.Backend;
import dev.penstock.service.callers.Admins;
import dev.penstock.service.callers.Caller;
import dev.penstock.service.dashboard.Overviews;
import dev.penstock.service.prometheus.MetricsExport;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;

/** {@code /metrics}, for Prometheus; where keys are needed, an operator's. */
@Controller("/metrics")
public final class MetricsController {
    private final MetricsExport export;
    private final FleetMetrics fleet;
    private final Overviews overviews;

    MetricsController(Backend backend, FleetMetrics fleet, Overviews overviews) {
        this.export = backend.metrics();
        this.fleet = fleet;
        this.overviews = overviews;
    }

    @Get
    @Produces(MetricsExport.CONTENT_TYPE)
    @ExecuteOn(TaskExecutors.BLOCKING)
    public String metrics(@Parameter(hidden = true) Caller caller) {
        Admins.require(caller);
        fleet.update(overviews.latest());
        return export.scrape();
    }
}
