package dev.penstock.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.penstock.contracts.BilledApart;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one line of a result log, member by member, so that a body is never parsed. */
final class ResultReader {
    private final byte[] text;
    private final boolean withBody;
    private final ResultBuilder result = new ResultBuilder();
    private int answers;
    private @Nullable String stages;
    private @Nullable String pool;
    private String model = "";
    private long waitedMs;
    private @Nullable Long limit;
    private @Nullable String finishReason;
    private @Nullable IncompleteAnswer lacks;
    private @Nullable String serviceTier;
    private @Nullable String duplicateOf;
    private @Nullable Instant reusedAt;

    private ResultReader(byte[] text, boolean withBody) {
        this.text = text;
        this.withBody = withBody;
    }

    static Result read(byte[] text, boolean withBody) throws IOException {
        ResultReader reader = new ResultReader(text, withBody);
        try {
            Json.visitObject(text, reader::member);
        } catch (DateTimeException e) {
            throw new IOException(e.getMessage(), e);
        }
        return reader.result();
    }

    private void member(String name, JsonParser value) throws IOException {
        switch (name) {
            case "line" -> result.line(value.getLongValue());
            case "custom_id" -> result.customId(value.getText());
            case "response" -> result.response(value.hasToken(JsonToken.VALUE_NULL) ? null : response(value));
            case "error" -> result.error(value.hasToken(JsonToken.VALUE_NULL) ? null : error(value));
            case "attempts" -> result.attempts(value.getIntValue());
            case "throttled" -> result.throttled(value.getIntValue());
            case "latency_ms" -> result.latencyMs(value.getLongValue());
            case "cost_usd" -> result.costUsd(value.hasToken(JsonToken.VALUE_NULL) ? null : value.getDecimalValue());
            case "usage" -> result.usage(usage(value));
            case "started_at" ->
                result.startedAt(value.hasToken(JsonToken.VALUE_NULL) ? null : Instant.parse(value.getText()));
            case "round" -> result.round(value.getIntValue());
            case "lane" -> result.lane(value.getText());
            case "possibly_paid_twice" -> result.possiblyPaidTwice(value.getBooleanValue());
            case "answers" -> answers = value.getIntValue();
            case "stages" -> stages = withBody ? raw(value) : "";
            case "possibly_usd" -> result.possiblyUsd(value.getDecimalValue());
            case "pool" -> pool = value.getText();
            case "model" -> model = value.getText();
            case "waited_ms" -> waitedMs = value.getLongValue();
            case "limit_rpm" -> limit = value.getLongValue();
            case "finish_reason" -> finishReason = value.getText();
            case "incomplete" ->
                lacks = IncompleteAnswer.parse(value.getText())
                        .map(List::getFirst)
                        .orElse(null);
            case "service_tier" -> serviceTier = value.getText();
            case "duplicate_of" -> duplicateOf = value.getText();
            case "reused_at" -> reusedAt = Instant.parse(value.getText());
            default -> {}
        }
    }

    private Result result() throws IOException {
        if (!result.isWhole()) {
            throw new IOException("not a result: no line, custom_id, response or error");
        }
        return result.call(pool == null ? null : new Result.Call(pool, model, waitedMs, limit))
                .stages(stages == null ? null : new Result.Stages(answers, stages))
                .facts(new Result.AnswerFacts(finishReason, lacks, serviceTier))
                .reuse(reusedAt == null ? null : new Result.Reuse(duplicateOf, reusedAt))
                .build();
    }

    private Result.Response response(JsonParser parser) throws IOException {
        int[] status = {0};
        String[] texts = {"", ""};
        Json.visitMembers(parser, (name, value) -> {
            switch (name) {
                case "status_code" -> status[0] = value.getIntValue();
                case "request_id" -> texts[0] = value.getText();
                case "body" -> texts[1] = withBody ? raw(value) : "";
                default -> {}
            }
        });
        return new Result.Response(status[0], texts[0], texts[1]);
    }

    private String raw(JsonParser value) throws IOException {
        return new String(Json.rawValue(value, text), StandardCharsets.UTF_8);
    }

    private static Result.Error error(JsonParser parser) throws IOException {
        String[] texts = {"", ""};
        Json.visitMembers(parser, (name, value) -> {
            switch (name) {
                case "code" -> texts[0] = value.getText();
                case "message" -> texts[1] = value.getText();
                default -> {}
            }
        });
        return new Result.Error(texts[0], texts[1]);
    }

    private static Usage usage(JsonParser parser) throws IOException {
        long[] tokens = new long[4];
        BilledApart[] apart = {null};
        Json.visitMembers(parser, (name, value) -> {
            switch (name) {
                case "input_tokens" -> tokens[0] = value.getLongValue();
                case "cached_tokens" -> tokens[1] = value.getLongValue();
                case "output_tokens" -> tokens[2] = value.getLongValue();
                case "reasoning_tokens" -> tokens[3] = value.getLongValue();
                case "billed_apart" -> apart[0] = apart(value);
                default -> {}
            }
        });
        return new Usage(tokens[0], tokens[1], tokens[2], tokens[3], apart[0]);
    }

    private static BilledApart apart(JsonParser parser) throws IOException {
        long[] tokens = new long[6];
        Json.visitMembers(parser, (name, value) -> {
            switch (name) {
                case "cache_write_tokens" -> tokens[0] = value.getLongValue();
                case "cache_write_1h_tokens" -> tokens[1] = value.getLongValue();
                case "audio_input_tokens" -> tokens[2] = value.getLongValue();
                case "image_input_tokens" -> tokens[3] = value.getLongValue();
                case "audio_output_tokens" -> tokens[4] = value.getLongValue();
                case "image_output_tokens" -> tokens[5] = value.getLongValue();
                default -> {}
            }
        });
        return new BilledApart(tokens[0], tokens[1], tokens[2], tokens[3], tokens[4], tokens[5]);
    }
}
