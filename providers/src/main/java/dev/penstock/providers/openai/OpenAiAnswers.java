package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.Usage;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.wire.AnswerFormat;
import dev.penstock.providers.wire.AnswerStream;
import dev.penstock.providers.wire.ErrorOutcome;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.providers.wire.OutcomeTable;
import dev.penstock.providers.wire.OutcomeTable.Body;
import dev.penstock.providers.wire.OutcomeTable.Meaning;
import dev.penstock.providers.wire.OutcomeTable.Sign;
import dev.penstock.providers.wire.ProviderError;
import dev.penstock.store.Result;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads responses in OpenAI's format.
 *
 * @param table says what they mean
 */
public record OpenAiAnswers(OutcomeTable table) implements AnswerFormat {
    /** Reads what OpenAI and providers with its API send. */
    public static final OpenAiAnswers OPENAI = new OpenAiAnswers(OutcomeTable.SHARED);

    /**
     * Returns the outcome of a response that was recorded earlier, in a provider's batch or in a cache.
     *
     * @param url the request's path, such as {@code /v1/chat/completions}
     */
    public static Outcome meaning(String url, Result.Response response) {
        HeaderValues headers = name -> Optional.of(response.requestId()).filter(id -> name.equals("x-request-id"));
        return OPENAI.read(url, response.statusCode(), headers, response.body(), Instant.now());
    }

    @Override
    public Outcome read(String url, int status, HeaderValues headers, String received, Instant now) {
        JsonNode parsed = JsonText.parse(received);
        Optional<String> mended = parsed.isMissingNode() ? JsonText.mended(received) : Optional.empty();
        String body = mended.orElse(received);
        JsonNode json = mended.map(JsonText::parse).orElse(parsed);
        Result.Response response = new Result.Response(
                status,
                headers.find("x-request-id").orElse(""),
                json.isMissingNode() ? JsonText.quote(body) : JsonText.onOneLine(body));
        boolean isMarked = status < 200 || status >= 300 || ProviderError.isIn(json);
        AnswerContent found = isMarked || !json.isObject() ? null : AnswerContent.of(url, json);
        boolean isError = isMarked || found == AnswerContent.NOTHING && ProviderError.isWithReason(json);
        AnswerContent content = isError ? null : found;
        Sign sign = isError
                ? ErrorOutcome.sign(status, headers, ProviderError.of(json), body)
                : content == null ? ErrorOutcome.unreadable(status, body) : sign(status, content);
        Usage usage = ReportedUsage.of(json);
        Meaning meaning = table.meaning(sign);
        return switch (meaning) {
            case ANSWERED -> new Outcome.Answered(response, usage, AnswerEnd.of(json));
            case EMPTY ->
                new Outcome.Unusable(
                        response,
                        usage,
                        new Result.Error(ErrorOutcome.code(sign), sign.message()),
                        content == null ? ErrorOutcome.RETRIES_WHEN_UNREADABLE : content.retries,
                        AnswerEnd.ofEmpty(json, ErrorOutcome.code(sign)));
            default -> ErrorOutcome.of(meaning, url, sign, headers, response, now);
        };
    }

    @Override
    public AnswerStream stream(String url, ObjectNode request) {
        return url.endsWith("/responses") ? new ResponseStream() : new ChatStream(request);
    }

    private static Sign sign(int status, AnswerContent content) {
        return content == AnswerContent.ANSWER
                ? new Sign(status, Body.ANSWER, "", "", "", "")
                : new Sign(status, Body.EMPTY_ANSWER, content.code(), "", content.message, "");
    }
}
