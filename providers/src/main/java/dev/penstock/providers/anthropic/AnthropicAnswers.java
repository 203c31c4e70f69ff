package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Outcome;
import dev.penstock.providers.openai.OpenAiAnswers;
import dev.penstock.providers.wire.AnswerFormat;
import dev.penstock.providers.wire.AnswerStream;
import dev.penstock.providers.wire.HeaderValues;
import dev.penstock.store.Result;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads Anthropic's responses. Messages are translated, and then judged as OpenAI's answers are; a request to Anthropic's own
 * endpoint gets its message as it came.
 */
public final class AnthropicAnswers implements AnswerFormat {
    private static final OpenAiAnswers TRANSLATED = new OpenAiAnswers(AnthropicErrors.TABLE);
    private static final AnthropicAnswers ANTHROPIC = new AnthropicAnswers();
    private static final String CHAT = "/v1/chat/completions";

    /** Returns the outcome that a response in a line of results, or in a cache, stands for. */
    public static Outcome meaning(String url, Result.Response response) {
        HeaderValues headers = name -> Optional.of(response.requestId()).filter(id -> name.equals("request-id"));
        return ANTHROPIC.read(url, response.statusCode(), headers, response.body(), Instant.now());
    }

    /** Returns whether a path of requests is Anthropic's own, whose answers are messages. */
    public static boolean isNative(String url) {
        return AnthropicRequests.isNative(url);
    }

    @Override
    public Outcome read(String url, int status, HeaderValues headers, String received, Instant now) {
        HeaderValues named = AnthropicLimits.named(headers);
        JsonNode message = JsonText.parse(received);
        boolean isError = message.path("type").asText("").equals("error");
        if (isError && !AnthropicRequests.isNative(url)) {
            return TRANSLATED.read(url, status, named, error(message), now);
        }
        if (status < 200 || status >= 300 || !message.path("type").asText("").equals("message")) {
            return TRANSLATED.read(url, status, named, received, now);
        }
        String translated = ChatAnswer.translate(message, now).toString();
        Outcome outcome = TRANSLATED.read(CHAT, status, named, translated, now);
        return AnthropicRequests.isNative(url) ? asItCame(outcome, received) : outcome;
    }

    @Override
    public AnswerStream stream(String url, ObjectNode request) {
        return AnthropicRequests.isNative(url)
                ? new MessageStream(new NativeEvents())
                : new MessageStream(new ChatChunks(
                        request.path("stream_options").path("include_usage").asBoolean(false)));
    }

    /** Returns an error in OpenAI's format, with the four members that OpenAI's always has. */
    private static String error(JsonNode message) {
        ObjectNode translated = JsonText.MAPPER.createObjectNode();
        ObjectNode error = translated.putObject("error");
        error.set("message", message.at("/error/message"));
        error.set("type", message.at("/error/type"));
        error.putNull("param").putNull("code");
        return translated.toString();
    }

    private static Outcome asItCame(Outcome outcome, String received) {
        String body = JsonText.onOneLine(received);
        return switch (outcome) {
            case Outcome.Answered answered ->
                new Outcome.Answered(with(body, answered.response()), answered.usage(), answered.facts());
            case Outcome.Unusable unusable ->
                new Outcome.Unusable(
                        with(body, unusable.response()),
                        unusable.usage(),
                        unusable.error(),
                        unusable.retries(),
                        unusable.facts());
            default -> outcome;
        };
    }

    private static Result.Response with(String body, Result.Response response) {
        return new Result.Response(response.statusCode(), response.requestId(), body);
    }
}
