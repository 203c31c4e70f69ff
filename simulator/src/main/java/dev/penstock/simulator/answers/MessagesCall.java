package dev.penstock.simulator.answers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.simulator.faults.Fault.Quirk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call of Anthropic's {@code /v1/messages}.
 *
 * @param json null for an answer that is text
 * @param tools the tools that the answer calls instead of a text, each as its definition in the call
 * @param cached the tokens that the call wants in the prompt cache
 */
public record MessagesCall(
        String model,
        String prompt,
        long promptTokens,
        long cached,
        long maxTokens,
        @Nullable WantedJson json,
        List<JsonNode> tools,
        boolean thinks,
        boolean stream)
        implements ModelCall {
    public MessagesCall {
        tools = List.copyOf(tools);
    }

    public static MessagesCall read(JsonNode body) {
        MessagesFields.check(body);
        String prompt = "";
        long tokens = CharacterTokenCount.of(RequestFields.text(body.path("system")));
        long cached = isCached(body) || isCached(body.path("system")) ? tokens : 0;
        for (JsonNode message : body.path("messages")) {
            String text = RequestFields.text(message.path("content"));
            long counted = CharacterTokenCount.MESSAGE_OVERHEAD + CharacterTokenCount.of(text);
            tokens += counted;
            cached += isCached(body) || isCached(message.path("content")) ? counted : 0;
            if (message.path("role").asText("").equals("user")) {
                prompt = text;
            }
        }
        boolean thinks = List.of("enabled", "adaptive")
                .contains(body.at("/thinking/type").asText(""));
        return new MessagesCall(
                body.path("model").asText(),
                prompt,
                tokens,
                cached,
                body.path("max_tokens").asLong(),
                WantedJson.of(body.at("/output_config/format")),
                CalledTools.of(body),
                thinks,
                body.path("stream").asBoolean(false));
    }

    @Override
    public BilledTokens usage(AnswerOptions options) {
        return usage(SimulatedAnswer.of(chat(), options));
    }

    @Override
    public long readFromCache(int nth) {
        return nth > 1 ? cached : 0;
    }

    @Override
    public SimulatedResponse reply(AnswerOptions options, Ident ident, @Nullable Quirk quirk) {
        SimulatedAnswer answer = SimulatedAnswer.of(chat(), options).with(quirk);
        MessageBody body = new MessageBody(this, answer, ident);
        return stream ? MessageEvents.streamed(body) : body.whole();
    }

    BilledTokens usage(SimulatedAnswer answer) {
        return new BilledTokens(promptTokens, answer.tokens() + (thinks ? MessageBody.THINKING_TOKENS : 0));
    }

    private ChatCall chat() {
        return new ChatCall(model, prompt, promptTokens, maxTokens, 1, json, ChatCall.StreamMode.WHOLE);
    }

    private static boolean isCached(JsonNode node) {
        return node.hasNonNull("cache_control")
                || (node.isArray() && !node.findValues("cache_control").isEmpty());
    }
}
