package dev.penstock.service.metrics;

import dev.penstock.service.ApiBackend;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.OperatorAccess;
import dev.penstock.service.dashboard.DashboardOverviews;
import dev.penstock.service.prometheus.MetricsExport;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;

/** Serves {@code /metrics} for Prometheus; a server with keys requires an operator's key. */
@Controller("/metrics")
public final class MetricsController {
    private final MetricsExport export;
    private final FleetMetrics fleet;
    private final DashboardOverviews overviews;

    MetricsController(ApiBackend backend, FleetMetrics fleet, DashboardOverviews overviews) {
        this.export = backend.metrics();
        this.fleet = fleet;
        this.overviews = overviews;
    }

    @Get
    @Produces(MetricsExport.CONTENT_TYPE)
    @ExecuteOn(TaskExecutors.BLOCKING)
    public String metrics(@Parameter(hidden = true) ApiCaller caller) {
        OperatorAccess.require(caller);
        fleet.update(overviews.latest());
        return export.scrape();
    }
}
