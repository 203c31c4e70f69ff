package dev.penstock.starter.cli.submit;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.InputFormat;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.starter.pipeline.PipelineFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how requests are made from lines that aren't requests yet. */
final class PromptOptions {
    @Option(
            names = "--prompt",
            paramLabel = "TEXT|@FILE",
            description =
                    "The prompt for each line, with its fields in double braces: 'Classify: {{text}}'; @FILE reads it"
                            + " from a file.")
    @Nullable
    String prompt;

    @Option(names = "--repeat", description = "Send a prompt that uses no field, once for each line.")
    boolean repeat;

    @Option(
            names = "--system",
            paramLabel = "TEXT|@FILE",
            description = "The system message of requests without one; @FILE reads it from a file.")
    @Nullable
    String system;

    @Option(names = "--model", paramLabel = "NAME", description = "The model for requests that name none.")
    @Nullable
    String model;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Longest answer in tokens, for lines that name no limit.")
    @Nullable
    Integer maxTokens;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "Sampling temperature, 0 to 2, for lines that name none.")
    @Nullable
    Double temperature;

    @Option(names = "--response-format", paramLabel = "FORMAT", description = "Format of the answers: text or json.")
    @Nullable
    String responseFormat;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "JSON file with the JSON schema of the answers, for requests that name no format.")
    @Nullable
    Path schema;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "Format of the input: ${COMPLETION-CANDIDATES}; by default recognised by its name and first line.")
    @Nullable
    InputFormat format;

    @Option(
            names = "--id-column",
            paramLabel = "NAME",
            description = "The column or field that is the custom_id of each request; custom_id by default.")
    @Nullable
    String idColumn;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "YAML file with the stages that each line goes through: see examples/pipeline.yaml.")
    @Nullable
    Path pipeline;

    BatchSpec addTo(BatchSpec spec) {
        return spec.with(SpecKey.STAGES, pipeline == null ? null : PipelineFile.read(pipeline))
                .with(SpecKey.PROMPT, FileText.of("--prompt", prompt))
                .with(SpecKey.REPEAT, repeat ? true : null)
                .with(SpecKey.SYSTEM, FileText.of("--system", system))
                .with(SpecKey.MODEL, model)
                .with(SpecKey.MAX_TOKENS, maxTokens)
                .with(SpecKey.TEMPERATURE, temperature)
                .with(SpecKey.RESPONSE_FORMAT, responseFormat)
                .with(SpecKey.SCHEMA, SchemaFile.read(schema))
                .with(SpecKey.ID_COLUMN, idColumn)
                .with(SpecKey.FORMAT, format == null ? null : format.toString());
    }
}
