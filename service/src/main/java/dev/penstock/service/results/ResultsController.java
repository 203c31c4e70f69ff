package dev.penstock.service.results;

import dev.penstock.service.ApiBackend;
import dev.penstock.service.batches.ApiBatches;
import dev.penstock.service.batches.BatchView;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.OpenStreams;
import dev.penstock.store.FollowedResults;
import dev.penstock.store.Store;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Serves {@code /v1/batches/{id}/results}: result lines in order of completion. */
@Controller("/v1/batches")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class ResultsController {
    private static final String NDJSON = "application/x-ndjson";
    /** After this time without a result a blank line is sent, because proxies close silent connections; JSONL readers skip it. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(15);

    private static final byte[] BLANK = {'\n'};

    private final ApiBatches batches;
    private final OpenStreams streams;
    private final Store store;

    ResultsController(ApiBatches batches, OpenStreams streams, ApiBackend backend) {
        this.streams = streams;
        this.batches = batches;
        this.store = backend.store();
    }

    /**
     * Returns result lines in order of completion.
     *
     * @param follow whether to keep the response open until the batch ends; otherwise only the results so far are returned
     */
    @Get(value = "/{id}/results", produces = NDJSON, headRoute = false)
    @Operation(operationId = "followResults", summary = "Streams a batch's result lines in the order of completion.")
    public Publisher<byte[]> results(
            @Parameter(hidden = true) ApiCaller caller, String id, @Nullable @QueryValue Boolean follow)
            throws IOException {
        BatchView batch = batches.get(id, caller);
        FollowedResults results = store.follow(batch.record().id());
        boolean untilItsEnd = Boolean.TRUE.equals(follow);
        long[] spoke = {System.nanoTime()};
        return streams.during(
                caller,
                stream -> PolledStream.of(stream, () -> {
                    // The state is read first, so that every result written before the end is read after it.
                    boolean goesOn = untilItsEnd && !batches.get(id, caller).isOver();
                    List<String> lines = results.readSome();
                    if (!lines.isEmpty()) {
                        spoke[0] = System.nanoTime();
                        return Optional.of(List.of(joined(lines)));
                    }
                    if (!goesOn) {
                        return Optional.empty();
                    }
                    if (System.nanoTime() - spoke[0] > LONGEST_SILENCE.toNanos()) {
                        spoke[0] = System.nanoTime();
                        return Optional.of(List.of(BLANK));
                    }
                    Thread.sleep(results.pause());
                    return Optional.of(List.of());
                }));
    }

    private static byte[] joined(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
