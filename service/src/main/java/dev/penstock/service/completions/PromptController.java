package dev.penstock.service.completions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.completion.CompletionResult;
import dev.penstock.service.BodyLimits;
import dev.penstock.service.bodies.HeldBody;
import dev.penstock.service.bodies.RequestBodies;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.document.RequestBodySchemas;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.InputStream;

/** Serves {@code POST /complete}, which answers a prompt with a text. */
@Controller("/complete")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class PromptController {
    private final Completions completions;
    private final PromptCompletions prompts;
    private final RequestBodies bodies;

    PromptController(Completions completions, PromptCompletions prompts, RequestBodies bodies) {
        this.bodies = bodies;
        this.completions = completions;
        this.prompts = prompts;
    }

    @Post
    @Operation(operationId = "complete", summary = "Answers one prompt with a text.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Prompt.class)))
    public HttpResponse<?> complete(
            HttpRequest<?> request,
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Body InputStream body,
            @Nullable @Header("Idempotency-Key") String key) {
        try (HeldBody held = bodies.read(body, BodyLimits.COMPLETION, caller)) {
            ObjectNode json = CompletionCall.json(held);
            // This endpoint does not stream; /stream does.
            json.remove("stream");
            return complete(request, caller, prompts.chat(json), key);
        }
    }

    private HttpResponse<?> complete(
            HttpRequest<?> request, ApiCaller caller, CompletionCall asked, @Nullable String key) {
        try (PendingCompletion waiting = completions.begin(asked, null, key, caller);
                HangUpDetector departure = HangUpDetector.of(request, waiting::leave)) {
            CompletionResult result = waiting.await();
            CompletionResponse reply = CompletionResponse.of(result);
            return reply.isAnswer()
                    ? HttpResponse.ok(PromptAnswer.of(waiting.id(), asked.model(), result))
                    : reply.response();
        }
    }
}
