package dev.penstock.service.prompts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.service.BodyLimits;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.Json;
import dev.penstock.store.SizeLimits;
import dev.penstock.store.UntrustedJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;

/**
 * Reads the body of a batch of prompts as it arrives: each prompt is written as an input line, the other fields are
 * options. A prompt is a text, or an object with the fields of the batch's template.
 */
final class PromptsBody {
    static final String PROMPTS = "prompts";
    private static final JsonFactory LINES =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final ObjectNode options = Json.MAPPER.createObjectNode();
    private final OutputStream lines;
    private int optionBytes;
    private int prompts;

    PromptsBody(OutputStream lines) {
        this.lines = lines;
    }

    /**
     * Reads the whole body.
     *
     * @param start its first bytes, which errors are explained with
     * @throws ApiFailure 400 when it is no JSON object or a prompt is wrong
     */
    void read(byte[] start, InputStream rest) throws IOException {
        int next = rest.read();
        try {
            if (next < 0) {
                UntrustedJson.visitObject(start, this::visit);
            } else {
                InputStream all = new SequenceInputStream(
                        new ByteArrayInputStream(start),
                        new SequenceInputStream(new ByteArrayInputStream(new byte[] {(byte) next}), rest));
                UntrustedJson.visitObject(all, this::visit);
            }
        } catch (JsonProcessingException e) {
            throw ApiFailure.invalid("the body is " + Json.reason(e, start), null, null);
        }
        if (prompts == 0) {
            throw noPrompts();
        }
    }

    ObjectNode options() {
        return options;
    }

    private void visit(String name, JsonParser value) throws IOException {
        if (!name.equals(PROMPTS)) {
            option(name, value);
            return;
        }
        if (!value.hasToken(JsonToken.START_ARRAY) || prompts > 0) {
            throw noPrompts();
        }
        while (value.nextToken() != JsonToken.END_ARRAY) {
            prompts++;
            if (prompts > BodyLimits.MOST_PROMPTS) {
                throw ApiFailure.invalid(
                        "more than %,d prompts are not taken here; upload a file".formatted(BodyLimits.MOST_PROMPTS),
                        PROMPTS,
                        null);
            }
            prompt(value);
        }
    }

    private void option(String name, JsonParser value) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator out = LINES.createGenerator(
                new BoundedOutput(text, BodyLimits.OPTIONS - optionBytes, "all options together"))) {
            out.copyCurrentStructureExact(value);
        }
        // A name counts, too, because there may be any number of them.
        optionBytes += text.size() + name.length();
        PromptSubmission.check(name);
        options.set(name, UntrustedJson.parse(text.toByteArray()));
    }

    private void prompt(JsonParser value) throws IOException {
        boolean isText = value.hasToken(JsonToken.VALUE_STRING);
        if (!isText && !value.hasToken(JsonToken.START_OBJECT)) {
            throw ApiFailure.invalid("prompt %d is neither a string nor an object".formatted(prompts), PROMPTS, null);
        }
        OutputStream line = new BoundedOutput(lines, SizeLimits.LINE_BYTES, "prompt " + prompts);
        try (JsonGenerator out = LINES.createGenerator(line)) {
            if (isText) {
                out.writeStartObject();
                out.writeFieldName("prompt");
            }
            out.copyCurrentStructureExact(value);
            if (isText) {
                out.writeEndObject();
            }
        }
        lines.write('\n');
    }

    private static ApiFailure noPrompts() {
        return ApiFailure.invalid(
                "prompts must be a list of strings, or of objects with the fields of the prompt template",
                PROMPTS,
                null);
    }
}
