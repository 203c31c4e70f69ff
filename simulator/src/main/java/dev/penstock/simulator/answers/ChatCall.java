package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import org.jspecify.annotations.Nullable;

/** A call of {@code /v1/chat/completions}. */
public record ChatCall(
        String model, String prompt, long promptTokens, long maxTokens, int choices, boolean wantsJson, StreamMode mode)
        implements Call {
    private static final int MOST_CHOICES = 128;

    /** How the answer is to be sent. */
    public enum StreamMode {
        WHOLE,
        STREAM,
        STREAM_WITH_USAGE
    }

    public static ChatCall read(JsonNode body) {
        String model = Fields.model(body);
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw new InvalidCall("Missing required parameter: 'messages'.", "messages");
        }
        String prompt = "";
        long tokens = TokenEstimate.REPLY_FRAME;
        for (JsonNode message : messages) {
            String text = Fields.text(message.path("content"));
            tokens += TokenEstimate.MESSAGE_FRAME + TokenEstimate.of(text);
            if (message.path("role").asText("").equals("user")) {
                prompt = text;
            }
        }
        long maxTokens =
                Fields.positive(body, "max_completion_tokens", Fields.positive(body, "max_tokens", Integer.MAX_VALUE));
        int choices = (int) Math.min(MOST_CHOICES, Fields.positive(body, "n", 1));
        boolean json = body.path("response_format").path("type").asText("").startsWith("json");
        return new ChatCall(model, prompt, tokens, maxTokens, choices, json, mode(body));
    }

    @Override
    public Usage usage(AnswerOptions options) {
        return usage(Completion.of(this, options));
    }

    @Override
    public Reply reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        Completion completion = Completion.of(this, options).with(quirk);
        return mode == StreamMode.WHOLE
                ? ChatBody.whole(this, completion, ident)
                : ChatStream.streamed(this, completion, ident);
    }

    Usage usage(Completion completion) {
        return new Usage(promptTokens, (long) choices * completion.tokens());
    }

    private static StreamMode mode(JsonNode body) {
        if (!body.path("stream").asBoolean(false)) {
            return StreamMode.WHOLE;
        }
        boolean usage = body.path("stream_options").path("include_usage").asBoolean(false);
        return usage ? StreamMode.STREAM_WITH_USAGE : StreamMode.STREAM;
    }
}
