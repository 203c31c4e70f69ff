package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.service.callers.ApiCaller;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;

/** Serves responses that were asked for with {@code background}. */
@Controller("/v1/responses")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class ResponsesController {
    private final Completions completions;

    ResponsesController(Completions completions) {
        this.completions = completions;
    }

    @Get("/{id}")
    @Operation(
            operationId = "getResponse",
            summary = "Returns a background response, with its output once it has ended.")
    public HttpResponse<?> get(@Parameter(hidden = true) ApiCaller caller, String id) {
        return json(completions.background(id, caller));
    }

    /** Cancels a response; takes no body and any content type. */
    @Post(value = "/{id}/cancel", consumes = MediaType.ALL)
    @Operation(operationId = "cancelResponse", summary = "Cancels a background response.")
    public HttpResponse<?> cancel(@Parameter(hidden = true) ApiCaller caller, String id) {
        return json(completions.cancelBackground(id, caller));
    }

    static HttpResponse<?> json(ObjectNode object) {
        return HttpResponse.ok(object.toString()).contentType(MediaType.APPLICATION_JSON_TYPE);
    }
}
