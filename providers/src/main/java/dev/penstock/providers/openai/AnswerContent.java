package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.providers.Outcome;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Says what is in an answer without an error; the only place that knows what counts as an answer of which endpoint. */
enum AnswerContent {
    /** A text, an embedding, a verdict, an image, a call of a tool, a refusal, or a promise of a later answer. */
    ANSWER("", 0),
    /** No choice, no output, no embedding. */
    NOTHING("the provider's answer has nothing in it", 2),
    /** A server that computed with too little precision, or without weights; the numbers would spoil every comparison. */
    BROKEN_VECTOR("the provider's answer has an embedding with a number that is none (NaN, infinite or null)", 2),
    EMPTY_TEXT("the provider's answer is an empty text", 2),
    /** What a reasoning parser takes for reasoning may be the answer; another call seldom changes that. */
    REASONING("the provider's answer has reasoning and nothing else", 1),
    /** The same request would end at the same limit, and be paid again. */
    CUT_OFF(
            "the provider's answer is empty, because it ended at the token limit: raise max_tokens (or what the model"
                    + " calls it), or allow less reasoning",
            0);

    /** What a model did instead of writing a text. */
    private static final Set<String> INSTEAD = Set.of("tool_calls", "function_call", "refusal", "audio", "images");

    private static final Set<String> PROMISED = Set.of("queued", "in_progress");

    /** Parts of an output that are neither the answer nor a call that the caller has to make. */
    private static final Set<String> ON_THE_WAY = Set.of(
            "message",
            "reasoning",
            "web_search_call",
            "file_search_call",
            "code_interpreter_call",
            "mcp_call",
            "mcp_list_tools");

    final String message;
    /** How many more calls are worth their money, each of which may be paid. */
    final int retries;

    AnswerContent(String message, int retries) {
        this.message = message;
        this.retries = retries;
    }

    /** Returns the error's code of what is no answer. */
    String code() {
        return this == BROKEN_VECTOR ? Outcome.Unusable.INVALID_EMBEDDING : Outcome.Unusable.EMPTY;
    }

    static AnswerContent of(String url, JsonNode json) {
        String path = url.toLowerCase(Locale.ROOT);
        if (path.endsWith("/embeddings")) {
            return ofEmbeddings(json.path("data"));
        }
        if (path.endsWith("/moderations")) {
            return hasElements(json.path("results")) ? ANSWER : NOTHING;
        }
        if (path.endsWith("/images/generations")) {
            return any(json.path("data"), image -> isText(image.path("b64_json")) || isText(image.path("url")))
                    ? ANSWER
                    : NOTHING;
        }
        if (path.endsWith("/responses") || (path.isEmpty() && json.has("output"))) {
            return ofOutput(json);
        }
        if (path.endsWith("completions") || json.has("choices")) {
            return isMeasured(json) ? ANSWER : ofChoices(json.path("choices"));
        }
        return json.isEmpty() ? NOTHING : ANSWER;
    }

    private static AnswerContent ofEmbeddings(JsonNode data) {
        if (!any(data, one -> !one.path("embedding").isEmpty() || isText(one.path("embedding")))) {
            return NOTHING;
        }
        return any(data, one -> !EmbeddingNumbers.areSound(one.path("embedding"))) ? BROKEN_VECTOR : ANSWER;
    }

    private static AnswerContent ofChoices(JsonNode choices) {
        if (any(choices, AnswerContent::isAnswer)) {
            return ANSWER;
        }
        if (any(choices, choice -> isAtLimit(choice, "finish_reason") || isAtLimit(choice, "stop_reason"))) {
            return CUT_OFF;
        }
        if (!any(choices, choice -> choice.has("message") || choice.has("text"))) {
            return NOTHING;
        }
        boolean isReasoned = any(
                choices,
                choice -> isText(choice.at("/message/reasoning_content"))
                        || isText(choice.at("/message/reasoning"))
                        || choice.at("/message/content").isArray()
                        || isThoughtOnly(choice.at("/message/content")));
        return isReasoned ? REASONING : EMPTY_TEXT;
    }

    private static boolean isAnswer(JsonNode choice) {
        JsonNode message = choice.path("message");
        return isText(choice.path("text"))
                || hasText(message.path("content"))
                || INSTEAD.stream().map(message::path).anyMatch(AnswerContent::isSomething)
                || isMeasured(choice)
                || isDeclined(choice, "finish_reason");
    }

    /** Returns whether the reason to end explains a missing text: a filter, or the model itself, said no. */
    private static boolean isDeclined(JsonNode node, String name) {
        IncompleteAnswer lacks = AnswerEnd.lacks(node.path(name).asText(""));
        return lacks == IncompleteAnswer.FILTERED || lacks == IncompleteAnswer.DECLINED;
    }

    /** Returns whether there are probabilities of tokens: whoever asks for them may want them alone. */
    private static boolean isMeasured(JsonNode json) {
        return hasElements(json.path("logprobs")) || hasElements(json.path("prompt_logprobs"));
    }

    private static boolean hasElements(JsonNode probabilities) {
        return probabilities.isArray()
                ? !probabilities.isEmpty()
                : probabilities.properties().stream()
                        .anyMatch(list -> !list.getValue().isEmpty());
    }

    private static boolean isAtLimit(JsonNode node, String name) {
        return AnswerEnd.lacks(node.path(name).asText("")) == IncompleteAnswer.TRUNCATED;
    }

    private static AnswerContent ofOutput(JsonNode json) {
        JsonNode output = json.path("output");
        boolean isExplained = PROMISED.contains(json.path("status").asText(""))
                || any(output, item -> is(item, "type", "message") && hasText(item.path("content")))
                || any(
                        output,
                        item -> item.has("type")
                                && !ON_THE_WAY.contains(item.path("type").asText("")))
                || isDeclined(json.path("incomplete_details"), "reason");
        if (isExplained) {
            return ANSWER;
        }
        if (isAtLimit(json.path("incomplete_details"), "reason")) {
            return CUT_OFF;
        }
        if (output.isEmpty()) {
            return NOTHING;
        }
        return any(output, item -> is(item, "type", "message")) ? EMPTY_TEXT : REASONING;
    }

    /** Returns whether there is a text, or a list of parts one of which is for the reader: a text, a refusal, an image. */
    private static boolean hasText(JsonNode content) {
        return isText(content) && !isThoughtOnly(content)
                || any(
                        content,
                        part -> isText(part.path("text"))
                                || isText(part.path("refusal"))
                                || !Set.of("text", "output_text", "refusal", "thinking", "reasoning")
                                        .contains(part.path("type").asText("text")));
    }

    /** Returns whether a text ends with its reasoning, which servers without a parser for it leave in. */
    private static boolean isThoughtOnly(JsonNode content) {
        String text = content.asText("").strip();
        return text.startsWith("<think>") && text.endsWith("</think>");
    }

    private static boolean isSomething(JsonNode value) {
        return isText(value) || (value.isContainerNode() && !value.isEmpty());
    }

    private static boolean isText(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank();
    }

    private static boolean is(JsonNode node, String name, String value) {
        return node.path(name).asText("").equals(value);
    }

    private static boolean any(JsonNode array, Predicate<JsonNode> test) {
        return array.isArray()
                && StreamSupport.stream(array.spliterator(), false).anyMatch(test);
    }
}
