package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import org.jspecify.annotations.Nullable;

/**
 * A call of {@code /v1/chat/completions}.
 *
 * @param json null for an answer that is text
 */
public record ChatCall(
        String model,
        String prompt,
        long promptTokens,
        long maxTokens,
        int choices,
        @Nullable WantedJson json,
        StreamMode mode)
        implements ModelCall {
    private static final int MOST_CHOICES = 128;

    /** The way in which the answer to a chat call is sent. */
    public enum StreamMode {
        WHOLE,
        STREAM,
        STREAM_WITH_USAGE
    }

    public static ChatCall read(JsonNode body) {
        String model = RequestFields.model(body);
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new InvalidCall("Missing required parameter: 'messages'.", "messages");
        }
        String prompt = "";
        long tokens = CharacterTokenCount.REPLY_OVERHEAD;
        for (JsonNode message : messages) {
            String text = RequestFields.text(message.path("content"));
            tokens += CharacterTokenCount.MESSAGE_OVERHEAD + CharacterTokenCount.of(text);
            if (message.path("role").asText("").equals("user")) {
                prompt = text;
            }
        }
        long maxTokens = RequestFields.positive(
                body, "max_completion_tokens", RequestFields.positive(body, "max_tokens", Integer.MAX_VALUE));
        int choices = (int) Math.min(MOST_CHOICES, RequestFields.positive(body, "n", 1));
        WantedJson json = WantedJson.of(body.path("response_format"));
        return new ChatCall(model, prompt, tokens, maxTokens, choices, json, mode(body));
    }

    @Override
    public BilledTokens usage(AnswerOptions options) {
        return usage(SimulatedAnswer.of(this, options));
    }

    @Override
    public SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        SimulatedAnswer completion = SimulatedAnswer.of(this, options).with(quirk);
        return mode == StreamMode.WHOLE
                ? ChatCompletionBody.whole(this, completion, ident)
                : ChatEventStream.streamed(this, completion, ident);
    }

    BilledTokens usage(SimulatedAnswer completion) {
        return new BilledTokens(promptTokens, (long) choices * completion.tokens());
    }

    private static StreamMode mode(JsonNode body) {
        if (!body.path("stream").asBoolean(false)) {
            return StreamMode.WHOLE;
        }
        boolean usage = body.path("stream_options").path("include_usage").asBoolean(false);
        return usage ? StreamMode.STREAM_WITH_USAGE : StreamMode.STREAM;
    }
}
