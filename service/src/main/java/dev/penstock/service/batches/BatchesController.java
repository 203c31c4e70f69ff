package dev.penstock.service.batches;

import dev.penstock.service.BodyLimits;
import dev.penstock.service.PageRequest;
import dev.penstock.service.RequestJson;
import dev.penstock.service.bodies.HeldBody;
import dev.penstock.service.bodies.RequestBodies;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.document.RequestBodySchemas;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Serves {@code /v1/batches}, OpenAI's Batch API. */
@Controller("/v1/batches")
@ExecuteOn(TaskExecutors.IO) // Platform threads: a worker in this process keeps the carriers of virtual ones busy.
public final class BatchesController {
    private static final int USUAL_PAGE = 20;
    private static final int LONGEST_PAGE = 100;

    private final ApiBatches batches;
    private final BatchWaits waits;
    private final RequestBodies bodies;

    BatchesController(ApiBatches batches, BatchWaits waits, RequestBodies bodies) {
        this.batches = batches;
        this.waits = waits;
        this.bodies = bodies;
    }

    @Post(consumes = MediaType.ALL)
    @Operation(operationId = "createBatch", summary = "Creates and starts a batch from an uploaded file.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Batch.class)))
    public BatchObject create(
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Header("Idempotency-Key") String idempotencyKey,
            @Nullable @Body InputStream body)
            throws IOException {
        try (HeldBody held = bodies.read(body, BodyLimits.OPTIONS, caller)) {
            return batches.create(CreateBatch.of(RequestJson.read(held.bytes())), idempotencyKey, caller)
                    .object();
        }
    }

    @Get("/{id}")
    @Operation(operationId = "retrieveBatch", summary = "Returns a batch's status and counts.")
    public BatchObject get(@Parameter(hidden = true) ApiCaller caller, String id) throws IOException {
        return waits.object(batches.get(id, caller));
    }

    @Get
    @Operation(operationId = "listBatches", summary = "Lists the batches that the key may see, newest first.")
    public BatchList list(
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @QueryValue String limit,
            @Nullable @QueryValue String after)
            throws IOException {
        int most = PageRequest.limit(limit, USUAL_PAGE, LONGEST_PAGE);
        List<BatchRecord> records = batches.list(caller, after, most);
        return BatchList.page(objects(records.subList(0, Math.min(most, records.size()))), records.size() > most);
    }

    /** Cancels a batch; takes no body and any content type. */
    @Post(value = "/{id}/cancel", consumes = MediaType.ALL)
    @Operation(operationId = "cancelBatch", summary = "Cancels a batch; finished results are kept.")
    public BatchObject cancel(@Parameter(hidden = true) ApiCaller caller, String id) throws IOException {
        return batches.cancel(id, caller).object();
    }

    /** Reads the batches in parallel, because running batches are asked through their workers. */
    private List<BatchObject> objects(List<BatchRecord> records) {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BatchObject>> asked = records.stream()
                    .map(record -> each.submit(() -> waits.object(batches.view(record))))
                    .toList();
            List<BatchObject> objects = new ArrayList<>();
            for (Future<BatchObject> answer : asked) {
                objects.add(answer.get());
            }
            return objects;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
