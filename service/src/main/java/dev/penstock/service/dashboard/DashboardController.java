package dev.penstock.service.dashboard;

import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.OpenStreams;
import dev.penstock.service.callers.OperatorAccess;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Serves the dashboard's data: {@code /dashboard/overview} once, {@code /dashboard/events} as a stream of overviews. */
@Controller("/dashboard")
@Hidden
public final class DashboardController {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final DashboardOverviews overviews;
    private final OpenStreams streams;

    DashboardController(DashboardOverviews overviews, OpenStreams streams) {
        this.streams = streams;
        this.overviews = overviews;
    }

    @Get("/overview")
    @ExecuteOn(TaskExecutors.BLOCKING)
    public DashboardOverview overview(@Parameter(hidden = true) ApiCaller caller) {
        OperatorAccess.require(caller);
        return overviews.latest();
    }

    @Get(value = "/events", headRoute = false)
    @Produces(MediaType.TEXT_EVENT_STREAM)
    public Publisher<Event<DashboardOverview>> events(@Parameter(hidden = true) ApiCaller caller) {
        OperatorAccess.require(caller);
        return streams.during(
                caller,
                stream -> Flux.interval(Duration.ZERO, INTERVAL)
                        .doOnNext(tick -> stream.check())
                        .onBackpressureDrop()
                        .concatMap(
                                tick -> Flux.defer(() -> Flux.just(Event.of(overviews.latest())))
                                        .subscribeOn(Schedulers.boundedElastic()),
                                1));
    }
}
