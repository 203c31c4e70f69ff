package dev.penstock.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes the lines of the result log and the output files: OpenAI's output format plus further fields. */
public final class ResultCodec {
    private ResultCodec() {}

    /** Encodes a result as a line, with its line break and the body byte for byte. */
    public static byte[] encode(BatchId batch, Result result) {
        Result.Response response = result.response();
        ByteArrayOutputStream out = new ByteArrayOutputStream(
                (response == null ? 0 : response.body().length()) + 384);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN);
            json.writeStartObject();
            json.writeStringField("id", requestId(batch, result.line()));
            json.writeStringField("custom_id", result.customId());
            writeResponse(json, out, response);
            writeError(json, result.error());
            writeFacts(json, out, result);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static Result decode(byte[] line) throws IOException {
        return ResultReader.read(line, true);
    }

    /** Decodes a line without its bodies, which is enough for counting. */
    public static Result decodeWithoutBody(byte[] line) throws IOException {
        return ResultReader.read(line, false);
    }

    /** Derives the id from batch and line, so that a request keeps its id however often its result is written. */
    private static String requestId(BatchId batch, long line) {
        long[] hash = MurmurHash3.hash128x64((batch + "/" + line).getBytes(StandardCharsets.UTF_8));
        return "batch_req_%016x%016x".formatted(hash[0], hash[1]);
    }

    private static void writeResponse(JsonGenerator json, ByteArrayOutputStream out, Result.@Nullable Response response)
            throws IOException {
        if (response == null) {
            json.writeNullField("response");
            return;
        }
        json.writeObjectFieldStart("response");
        json.writeNumberField("status_code", response.statusCode());
        json.writeStringField("request_id", response.requestId());
        json.writeFieldName("body");
        byte[] body = response.body().getBytes(StandardCharsets.UTF_8);
        RequestCodec.writeRaw(json, out, Json.isJson(body) ? body : quoted(response.body()));
        json.writeEndObject();
    }

    /** Quotes a body that is not JSON: a proxy's HTML page or half a response would make the whole line unreadable. */
    private static byte[] quoted(String body) {
        return ("\"" + new String(JsonStringEncoder.getInstance().quoteAsString(body)) + "\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void writeError(JsonGenerator json, Result.@Nullable Error error) throws IOException {
        if (error == null) {
            json.writeNullField("error");
            return;
        }
        json.writeObjectFieldStart("error");
        json.writeStringField("code", error.code());
        json.writeStringField("message", error.message());
        json.writeEndObject();
    }

    private static void writeFacts(JsonGenerator json, ByteArrayOutputStream out, Result result) throws IOException {
        json.writeNumberField("line", result.line());
        json.writeNumberField("attempts", result.attempts());
        json.writeNumberField("throttled", result.throttled());
        json.writeNumberField("latency_ms", result.latencyMs());
        json.writeFieldName("cost_usd");
        json.writeNumber(result.costUsd());
        if (!result.usage().equals(Usage.NONE)) {
            json.writeObjectFieldStart("usage");
            json.writeNumberField("input_tokens", result.usage().input());
            json.writeNumberField("cached_tokens", result.usage().cached());
            json.writeNumberField("output_tokens", result.usage().output());
            json.writeNumberField("reasoning_tokens", result.usage().reasoning());
            if (result.usage().billedApart() != null) {
                json.writeFieldName("billed_apart");
                RequestCodec.writeRaw(
                        json, out, Json.MAPPER.writeValueAsBytes(result.usage().billedApart()));
            }
            json.writeEndObject();
        } else if (result.isAnswered() && result.reuse() == null) {
            json.writeBooleanField("usage_unknown", true);
        }
        writeFacts(json, result.facts());
        json.writeFieldName("started_at");
        json.writeString(result.startedAt() == null ? null : result.startedAt().toString());
        if (result.round() != 0) {
            json.writeNumberField("round", result.round());
        }
        if (result.lane() != null) {
            json.writeStringField("lane", result.lane());
        }
        if (result.possiblyPaidTwice()) {
            json.writeBooleanField("possibly_paid_twice", true);
        }
        if (result.possiblyUsd() != null) {
            json.writeNumberField("possibly_usd", result.possiblyUsd());
        }
        writeReuse(json, result.reuse());
        writeCall(json, result.call());
        if (result.stages() != null) {
            json.writeNumberField("answers", result.stages().answers());
            json.writeFieldName("stages");
            RequestCodec.writeRaw(json, out, result.stages().json().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void writeFacts(JsonGenerator json, Result.AnswerFacts facts) throws IOException {
        if (facts.finishReason() != null) {
            json.writeStringField("finish_reason", facts.finishReason());
        }
        if (facts.lacks() != null) {
            json.writeStringField("incomplete", facts.lacks().text());
        }
        if (facts.serviceTier() != null) {
            json.writeStringField("service_tier", facts.serviceTier());
        }
    }

    private static void writeReuse(JsonGenerator json, Result.@Nullable Reuse reuse) throws IOException {
        if (reuse == null) {
            return;
        }
        if (reuse.isCached()) {
            json.writeBooleanField("cached", true);
        } else {
            json.writeStringField("duplicate_of", reuse.duplicateOf());
        }
        json.writeStringField("reused_at", reuse.at().toString());
    }

    private static void writeCall(JsonGenerator json, Result.@Nullable Call call) throws IOException {
        if (call == null) {
            return;
        }
        json.writeStringField("pool", call.pool());
        json.writeStringField("model", call.model());
        json.writeNumberField("waited_ms", call.waitedMs());
        if (call.limit() != null) {
            json.writeNumberField("limit_rpm", call.limit());
        }
    }
}
