package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each field of a chat whether Anthropic has it, does without it, or has nothing like it. */
final class ChatFields {
    private static final Logger log = LoggerFactory.getLogger(ChatFields.class);

    /** Fields that are translated, or passed on because Anthropic has them under the same name. */
    private static final Set<String> TRANSLATED = Set.of(
            "model",
            "messages",
            "max_tokens",
            "max_completion_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "reasoning_effort",
            "thinking",
            "user",
            "safety_identifier");

    /** Fields that say nothing about the answer: how it is sent, kept or cached. */
    private static final Set<String> NOT_NEEDED =
            Set.of("stream", "stream_options", "store", "prompt_cache_key", "prompt_cache_retention", "prediction");

    /** Fields that only tune an answer, which comes without them, too; it is said once that they are left out. */
    private static final Set<String> DROPPED = Set.of("seed", "verbosity", "metadata");

    /** Values that ask for nothing, of fields that Anthropic does not have. */
    private static final Map<String, Set<String>> HARMLESS = Map.of(
            "n", Set.of("1"),
            "frequency_penalty", Set.of("0", "0.0"),
            "presence_penalty", Set.of("0", "0.0"),
            "logprobs", Set.of("false"),
            "logit_bias", Set.of("{}"),
            "modalities", Set.of("[\"text\"]"),
            "service_tier", Set.of("\"auto\"", "\"default\""),
            "functions", Set.of("[]"));

    private static final Map<String, String> ADVICE = Map.of(
            "n", "make n requests",
            "functions", "use tools",
            "function_call", "use tool_choice");

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private ChatFields() {}

    /**
     * @throws UntranslatableRequestException for the first field that asks for what Anthropic has nothing like
     */
    static void check(ObjectNode chat) {
        for (Map.Entry<String, JsonNode> field : chat.properties()) {
            String name = field.getKey();
            if (field.getValue().isNull() || TRANSLATED.contains(name) || NOT_NEEDED.contains(name)) {
                continue;
            }
            if (DROPPED.contains(name)) {
                sayOnce(name, field.getValue());
            } else if (!HARMLESS.getOrDefault(name, Set.of())
                    .contains(field.getValue().toString())) {
                String advice = ADVICE.getOrDefault(name, "leave it out");
                throw new UntranslatableRequestException(
                        name, "Anthropic has nothing like '%s'; %s, or use another provider".formatted(name, advice));
            }
        }
    }

    /** Says once a process that a field or a part of one is left out. */
    static void sayOnce(String name) {
        if (SAID.add(name)) {
            log.warn("Anthropic has nothing like '{}'; requests go there without it", name);
        }
    }

    private static void sayOnce(String name, JsonNode value) {
        boolean isUserOnly = name.equals("metadata") && value.size() == 1 && value.has("user_id");
        if (!isUserOnly && !(value.isContainerNode() && value.isEmpty())) {
            sayOnce(name);
        }
    }
}
