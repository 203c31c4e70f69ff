package dev.penstock.service.prompts;

import dev.penstock.service.ApiBackend;
import dev.penstock.service.BodyLimits;
import dev.penstock.service.batches.ApiBatches;
import dev.penstock.service.batches.BatchView;
import dev.penstock.service.bodies.RequestBodies;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.OpenStreams;
import dev.penstock.service.document.RequestBodySchemas;
import dev.penstock.service.results.PolledStream;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.sse.Event;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Serves {@code /batch}: batches of prompts without files. */
@Controller("/batch")
@ExecuteOn(TaskExecutors.IO) // Platform threads: a large body is parsed for seconds.
public final class PromptsController {
    private static final String LARGER =
            "a larger set is uploaded as a file (POST /v1/files) of which a batch is made" + " (POST /v1/batches)";

    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    /** After this time without a change an event is sent anyway, because proxies close silent connections. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private final ApiBatches batches;
    private final PromptSubmission records;
    private final OpenStreams streams;
    private final ResultArray results;
    private final RequestBodies bodies;

    PromptsController(
            ApiBatches batches,
            PromptSubmission records,
            OpenStreams streams,
            RequestBodies bodies,
            ApiBackend backend) {
        this.streams = streams;
        this.bodies = bodies;
        this.batches = batches;
        this.records = records;
        this.results = new ResultArray(backend.store());
    }

    @Post(consumes = MediaType.ALL)
    @Operation(operationId = "createPrompts", summary = "Starts a batch from a list of prompts.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Prompts.class)))
    public Map<String, String> create(
            HttpRequest<?> request, @Parameter(hidden = true) ApiCaller caller, @Nullable @Body InputStream body)
            throws IOException {
        return bodies.stream(
                body,
                request.getHeaders().contentLength().orElse(BodyLimits.PROMPTS),
                BodyLimits.PROMPTS,
                LARGER,
                caller,
                (start, rest) ->
                        Map.of("id", records.place(start, rest, caller).id().value()));
    }

    /**
     * Returns the state and progress of a batch of prompts, and its results.
     *
     * @param wanted whether to include the results; by default they are included once the batch has ended
     */
    @Get("/{id}")
    @Operation(
            operationId = "retrievePrompts",
            summary = "Returns a batch's progress, and its results once the batch has ended.")
    public MutableHttpResponse<?> get(
            @Parameter(hidden = true) ApiCaller caller, String id, @Nullable @QueryValue("results") Boolean wanted)
            throws IOException {
        BatchView batch = batches.get(id, caller);
        PromptBatch seen = PromptBatch.of(batch);
        if (wanted == null ? !batch.isOver() : !wanted) {
            return HttpResponse.ok(seen);
        }
        return HttpResponse.ok(results.behind(seen, batch.record().id(), batch.isOver()))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    /** Sends an event each time the batch's progress has changed, until the batch ends. */
    @Get(value = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM, headRoute = false)
    @Operation(operationId = "followPrompts", summary = "Streams a batch's progress as server-sent events.")
    public Publisher<Event<PromptBatch>> events(@Parameter(hidden = true) ApiCaller caller, String id)
            throws IOException {
        BatchView first = batches.get(id, caller);
        AtomicReference<@Nullable PromptBatch> told = new AtomicReference<>();
        long[] spoke = {System.nanoTime()};
        boolean[] over = {false};
        return streams.during(
                caller,
                stream -> PolledStream.of(stream, () -> {
                    if (over[0]) {
                        return Optional.empty();
                    }
                    BatchView now = told.get() == null ? first : batches.get(id, caller);
                    over[0] = now.isOver();
                    PromptBatch seen = PromptBatch.of(now);
                    boolean silent = System.nanoTime() - spoke[0] > LONGEST_SILENCE.toNanos();
                    if (silent || over[0] || !seen.equals(told.getAndSet(seen))) {
                        spoke[0] = System.nanoTime();
                        return Optional.of(List.of(Event.of(seen).name(over[0] ? "end" : "progress")));
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
                    return Optional.of(List.of());
                }));
    }
}
