package dev.penstock.activities.pipeline.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.penstock.activities.answer.AnswerText;
import dev.penstock.store.Result;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/**
 * The most frequent of several answers.
 *
 * @param chosen the first sample with the most frequent answer; of equally frequent answers, the one that came first
 * @param counts number of samples by normalized answer, the most frequent first
 */
record MajorityVote(Result chosen, Map<String, Integer> counts) {
    private static final String MARKS_BEFORE = "\"'*";
    private static final String MARKS_BEHIND = "\"'*.!";
    private static final ObjectMapper SORTED = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /**
     * @param samples at least one
     */
    static MajorityVote of(List<Result> samples) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        Map<String, Result> first = new LinkedHashMap<>();
        for (Result sample : samples) {
            if (sample.isAnswered()) {
                String said = normal(text(sample));
                counts.merge(said, 1, Integer::sum);
                first.putIfAbsent(said, sample);
            }
        }
        // The sort is stable: of equally frequent answers the first stays first.
        List<Entry<String, Integer>> ranked = counts.entrySet().stream()
                .sorted(Comparator.comparing((Entry<String, Integer> said) -> -said.getValue()))
                .toList();
        Map<String, Integer> inOrder = new LinkedHashMap<>();
        ranked.forEach(said -> inOrder.put(said.getKey(), said.getValue()));
        Result chosen = ranked.isEmpty()
                ? samples.getFirst()
                : first.getOrDefault(ranked.getFirst().getKey(), samples.getFirst());
        return new MajorityVote(chosen, inOrder);
    }

    /** Normalizes an answer, so that "Yes." equals "yes", and JSON objects are equal whatever the order of their members. */
    static String normal(String text) {
        Optional<JsonNode> json = AnswerText.json(text).filter(JsonNode::isContainerNode);
        if (json.isPresent()) {
            try {
                return SORTED.writeValueAsString(SORTED.treeToValue(json.get(), Object.class));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a JSON tree could not be written", e);
            }
        }
        return withoutMarks(text.strip().replaceAll("\\s+", " ")).toLowerCase(Locale.ROOT);
    }

    private static String withoutMarks(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && MARKS_BEFORE.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && MARKS_BEHIND.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String text(Result sample) {
        return Optional.ofNullable(sample.response()).flatMap(AnswerText::text).orElse("");
    }
}
