package dev.penstock.service.prompts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.answer.schema.AnswerSchemas;
import dev.penstock.contracts.Deadline;
import dev.penstock.contracts.EditDistance;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.service.batches.BatchRecord;
import dev.penstock.service.batches.BatchRecords;
import dev.penstock.service.batches.BatchSubmission;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.service.files.ApiFile;
import dev.penstock.service.files.FileSet;
import dev.penstock.service.files.FileUploads;
import dev.penstock.store.Json;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Submits a batch of prompts; the other fields of the body are options of the batch by their names. */
@Singleton
public final class PromptSubmission {
    private static final String ENDPOINT = "/v1/chat/completions";
    private static final List<String> TAKEN = Stream.concat(
                    Stream.of(PromptsBody.PROMPTS),
                    Stream.of(SpecKey.values())
                            .filter(key -> !BatchRecord.RESERVED_KEYS.contains(key))
                            .map(SpecKey::text))
            .toList();

    private final FileUploads uploads;
    private final FileSet files;
    private final BatchSubmission submission;

    PromptSubmission(FileUploads uploads, FileSet files, BatchSubmission submission) {
        this.uploads = uploads;
        this.files = files;
        this.submission = submission;
    }

    /**
     * Submits the batch that a body describes.
     *
     * @param start the body's first bytes
     * @param rest the rest of the body, as it arrives
     */
    BatchRecord place(byte[] start, InputStream rest, ApiCaller caller) throws IOException {
        AtomicReference<@Nullable BatchSpec> options = new AtomicReference<>();
        ApiFile input = uploads.keepForBatch(
                "prompts.jsonl",
                lines -> {
                    PromptsBody body = new PromptsBody(lines);
                    body.read(start, rest);
                    options.set(options(body.options()));
                },
                caller);
        try {
            BatchSpec spec = Objects.requireNonNull(options.get())
                    .with(SpecKey.INPUT, submission.locate(input))
                    .with(SpecKey.FORMAT, "jsonl");
            return submission.place(record(input, spec, caller), spec, caller);
        } catch (ApiFailure e) {
            files.delete(input);
            throw e;
        }
    }

    private static BatchRecord record(ApiFile input, BatchSpec spec, ApiCaller caller) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return new BatchRecord(
                BatchRecords.nextId(),
                ENDPOINT,
                input.id(),
                spec.deadline().orElse("unlimited"),
                now,
                spec.deadline().map(text -> Deadline.parse(text, now)).orElse(null),
                null,
                null,
                caller.tenant(),
                null,
                spec.input());
    }

    private static BatchSpec options(ObjectNode fields) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!field.getValue().isNull()) {
                options.put(field.getKey(), Json.MAPPER.convertValue(field.getValue(), Object.class));
            }
        }
        BatchSpec spec = new BatchSpec(options);
        try {
            spec.with(SpecKey.INPUT, "file:///given").validate();
            AnswerSchemas.check(spec);
        } catch (IllegalArgumentException e) {
            throw ApiFailure.invalid(String.valueOf(e.getMessage()), null, null);
        }
        return spec;
    }

    /** Refuses an unknown option, so that a misspelt limit does not become a batch without a limit. */
    static void check(String key) {
        if (!TAKEN.contains(key)) {
            throw ApiFailure.invalid(
                    "a batch of prompts has no '%s'; did you mean '%s'?"
                            .formatted(
                                    key,
                                    Collections.min(
                                            TAKEN, Comparator.comparingInt(name -> EditDistance.between(name, key)))),
                    key,
                    "unknown_parameter");
        }
    }
}
