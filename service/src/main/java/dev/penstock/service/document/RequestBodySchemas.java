package dev.penstock.service.document;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schemas of request bodies, for the OpenAPI document only: the server reads bodies as trees, so that unknown fields pass on. */
public final class RequestBodySchemas {
    private RequestBodySchemas() {}

    /** The body of a chat completion request; further fields go to the provider unchanged. */
    @Schema(name = "ChatCompletionRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Chat(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String model,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            List<Message> messages,

            @Nullable Boolean stream) {}

    /** A message of a chat. */
    @Schema(name = "ChatMessage", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Message(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String role,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String content) {}

    /** The body of a request for a response or for embeddings; further fields go to the provider unchanged. */
    @Schema(name = "InputRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Input(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String model,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String input) {}

    /** The body of a request for a moderation; further fields go to the provider unchanged. */
    @Schema(name = "ModerationRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Moderation(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String input,

            @Nullable String model) {}

    /** The body of a request for images; further fields go to the provider unchanged. */
    @Schema(name = "ImageRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Image(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String model,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String prompt) {}

    /** The body of {@code POST /complete}; further fields go to the provider unchanged. */
    @Schema(name = "CompleteRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Prompt(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String prompt,

            @Nullable String model,
            @Nullable String system) {}

    /** The body of {@code POST /batch}: prompts, and options of the batch by their names. */
    @Schema(name = "PromptsRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Prompts(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            List<String> prompts,

            @Nullable String model) {}

    /** The body of {@code POST /v1/batches}. */
    @Schema(name = "CreateBatchRequest")
    public record Batch(
            @Schema(name = "input_file_id", requiredMode = Schema.RequiredMode.REQUIRED)
            String inputFileId,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String endpoint,

            @Schema(name = "completion_window", requiredMode = Schema.RequiredMode.REQUIRED, example = "24h")
            String completionWindow,

            @Nullable Map<String, String> metadata) {}

    /** The form of {@code POST /v1/files}. */
    @Schema(name = "CreateFileRequest")
    public record Form(
            @Schema(type = "string", format = "binary", requiredMode = Schema.RequiredMode.REQUIRED)
            String file,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "batch")
            String purpose) {}
}
