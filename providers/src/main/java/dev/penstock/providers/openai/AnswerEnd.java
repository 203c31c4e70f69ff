package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.contracts.IncompleteAnswer;
import dev.penstock.contracts.PrintableText;
import dev.penstock.providers.Outcome;
import dev.penstock.store.Result.AnswerFacts;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads why an answer ended, what it lacks, and which tier served it, from chat completions, completions and responses. Of
 * several choices the first one that lacks something decides.
 */
final class AnswerEnd {
    /** Reasons to end that mean that the token limit was reached; the latter two are those of other formats. */
    private static final Set<String> AT_LIMIT = Set.of("length", "max_tokens", "max_output_tokens");

    /** Reasons that mean that the provider's filter said no: OpenAI and Azure, Google, Z.ai. */
    private static final Set<String> FILTERED =
            Set.of("safety", "sensitive", "prohibited_content", "blocklist", "spii");

    /** A reason is a word; a text is not. */
    private static final int LONGEST = 40;

    private AnswerEnd() {}

    /** Returns the facts of an answer in which something is for the reader. */
    static AnswerFacts of(JsonNode json) {
        AnswerFacts whole = json.has("choices") ? ofChoices(json.path("choices")) : ofOutput(json);
        return new AnswerFacts(whole.finishReason(), whole.lacks(), word(json.path("service_tier")));
    }

    /** Returns the facts of an answer that is of no use. */
    static AnswerFacts ofEmpty(JsonNode json, String code) {
        AnswerFacts facts = of(json);
        IncompleteAnswer lacks = code.equals(Outcome.Unusable.EMPTY) ? IncompleteAnswer.EMPTY : facts.lacks();
        return new AnswerFacts(facts.finishReason(), lacks, facts.serviceTier());
    }

    private static AnswerFacts ofChoices(JsonNode choices) {
        AnswerFacts first = AnswerFacts.NONE;
        for (JsonNode choice : choices) {
            String reason = word(choice.path("finish_reason"));
            JsonNode refusal = choice.at("/message/refusal");
            IncompleteAnswer lacks =
                    lacks(reason, refusal.isTextual() && !refusal.textValue().isBlank());
            if (lacks != null) {
                return new AnswerFacts(reason, lacks, null);
            }
            first = first.finishReason() == null ? new AnswerFacts(reason, null, null) : first;
        }
        return first;
    }

    private static AnswerFacts ofOutput(JsonNode json) {
        String incomplete = word(json.at("/incomplete_details/reason"));
        String reason = incomplete == null ? word(json.path("status")) : incomplete;
        return new AnswerFacts(reason, lacks(reason, hasRefusal(json.path("output"))), null);
    }

    private static boolean hasRefusal(JsonNode output) {
        for (JsonNode item : output) {
            for (JsonNode part : item.path("content")) {
                if (part.path("type").asText("").equals("refusal")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable IncompleteAnswer lacks(@Nullable String reason, boolean isRefused) {
        IncompleteAnswer lacks = lacks(reason == null ? "" : reason);
        return lacks == null && isRefused ? IncompleteAnswer.DECLINED : lacks;
    }

    /** Returns what an answer lacks that ended for this reason; null if the reason explains no lack. */
    static @Nullable IncompleteAnswer lacks(String reason) {
        String said = reason.toLowerCase(Locale.ROOT);
        if (AT_LIMIT.contains(said)) {
            return IncompleteAnswer.TRUNCATED;
        }
        if (said.startsWith("content_filter") || FILTERED.contains(said)) {
            return IncompleteAnswer.FILTERED;
        }
        return said.equals("refusal") ? IncompleteAnswer.DECLINED : null;
    }

    private static @Nullable String word(JsonNode value) {
        return value.isTextual() && !value.textValue().isBlank()
                ? PrintableText.shortened(value.textValue(), LONGEST)
                : null;
    }
}
