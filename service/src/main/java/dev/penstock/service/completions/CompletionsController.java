package dev.penstock.service.completions;

import dev.penstock.service.BodyLimits;
import dev.penstock.service.bodies.HeldBody;
import dev.penstock.service.bodies.RequestBodies;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.callers.OpenStreams;
import dev.penstock.service.document.RequestBodySchemas;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.InputStream;

/** Serves OpenAI's endpoints for chat completions, responses, embeddings, moderations and images; the body's model selects the pool. */
@Controller("/v1")
// OpenAI's Java client accepts only events when it requests a stream.
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM})
@ExecuteOn(TaskExecutors.BLOCKING)
public final class CompletionsController {
    private static final String KEY = "Idempotency-Key";

    private final Completions completions;
    private final OpenStreams streams;
    private final RequestBodies bodies;

    CompletionsController(Completions completions, OpenStreams streams, RequestBodies bodies) {
        this.streams = streams;
        this.completions = completions;
        this.bodies = bodies;
    }

    @Post("/chat/completions")
    @Operation(
            operationId = "createChatCompletion",
            summary = "Creates a chat completion and returns it whole or as server-sent events.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Chat.class)))
    public HttpResponse<?> chat(
            HttpRequest<?> request,
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Body InputStream body,
            @Nullable @Header(KEY) String key) {
        return answer(request, caller, "/v1/chat/completions", body, key);
    }

    @Post("/responses")
    @Operation(
            operationId = "createResponse",
            summary = "Creates a response and returns it whole or as server-sent events.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Input.class)))
    public HttpResponse<?> responses(
            HttpRequest<?> request,
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Body InputStream body,
            @Nullable @Header(KEY) String key) {
        return answer(request, caller, "/v1/responses", body, key);
    }

    @Post("/embeddings")
    @Operation(operationId = "createEmbedding", summary = "Embeddings.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Input.class)))
    public HttpResponse<?> embeddings(
            HttpRequest<?> request,
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Body InputStream body,
            @Nullable @Header(KEY) String key) {
        return alwaysWhole(request, caller, "/v1/embeddings", body, key);
    }

    @Post("/moderations")
    @Operation(operationId = "createModeration", summary = "Classifies whether texts and images are harmful.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Moderation.class)))
    public HttpResponse<?> moderations(
            HttpRequest<?> request,
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Body InputStream body,
            @Nullable @Header(KEY) String key) {
        return alwaysWhole(request, caller, CompletionCall.MODERATIONS, body, key);
    }

    @Post("/images/generations")
    @Operation(operationId = "createImage", summary = "Creates images from a prompt.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = RequestBodySchemas.Image.class)))
    public HttpResponse<?> images(
            HttpRequest<?> request,
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Body InputStream body,
            @Nullable @Header(KEY) String key) {
        return alwaysWhole(request, caller, CompletionCall.IMAGES, body, key);
    }

    private HttpResponse<?> alwaysWhole(
            HttpRequest<?> request, ApiCaller caller, String path, @Nullable InputStream body, @Nullable String key) {
        try (HeldBody held = bodies.read(body, BodyLimits.COMPLETION, caller)) {
            return whole(request, caller, CompletionCall.read(path, held), key);
        }
    }

    private HttpResponse<?> answer(
            HttpRequest<?> request, ApiCaller caller, String path, @Nullable InputStream body, @Nullable String key) {
        HeldBody held = bodies.read(body, BodyLimits.COMPLETION, caller);
        boolean isStreamed = false;
        try {
            CompletionCall asked = CompletionCall.read(path, held);
            if (asked.isInBackground()) {
                return ResponsesController.json(completions.beginInBackground(asked.inForeground(), key, caller));
            }
            if (asked.stream()) {
                HttpResponse<?> response = streamed(request, caller, asked, key, held);
                isStreamed = true;
                return response;
            }
            return whole(request, caller, asked, key);
        } finally {
            if (!isStreamed) {
                held.close();
            }
        }
    }

    private HttpResponse<?> whole(
            HttpRequest<?> request, ApiCaller caller, CompletionCall asked, @Nullable String key) {
        try (PendingCompletion waiting = completions.begin(asked, null, key, caller);
                HangUpDetector departure = HangUpDetector.of(request, waiting::leave)) {
            return CompletionResponse.of(waiting.await()).response();
        }
    }

    private HttpResponse<?> streamed(
            HttpRequest<?> request, ApiCaller caller, CompletionCall asked, @Nullable String key, HeldBody held) {
        EventPipe pipe = new EventPipe();
        PendingCompletion waiting = completions.begin(asked, pipe, key, caller);
        pipe.onGone(waiting::leave);
        return new EventAnswer(
                        asked,
                        waiting,
                        pipe,
                        HangUpDetector.of(request, pipe::leave),
                        () -> streams.isRevoked(caller),
                        held)
                .response();
    }
}
