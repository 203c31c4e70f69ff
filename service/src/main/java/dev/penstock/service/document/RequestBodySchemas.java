package dev.penstock.service.document;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of requests that are read without a type of their own, because unknown fields pass on; for the document only. */
public final class RequestBodySchemas {
    private RequestBodySchemas() {}

    /** Of a chat completion; more fields go to the provider as they are. */
    @Schema(name = "ChatCompletionRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Chat(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String model,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            List<Message> messages,

            @Nullable Boolean stream) {}

    /** One of a chat. */
    @Schema(name = "ChatMessage", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Message(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String role,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String content) {}

    /** Of a response or of embeddings; more fields go to the provider as they are. */
    @Schema(name = "InputRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Input(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String model,

            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String input) {}

    /** Of {@code POST /complete}. */
    @Schema(name = "CompleteRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Prompt(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            String prompt,

            @Nullable String model,
            @Nullable String system) {}

    /** Of {@code POST /batch}: beside the prompts, options of a batch by their names. */
    @Schema(name = "PromptsRequest", additionalProperties = Schema.AdditionalPropertiesValue.TRUE)
    public record Prompts(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED)
            List<String> prompts,

            @Nullable String model) {}

    /** Of {@code POST /v1/batches}. */
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
