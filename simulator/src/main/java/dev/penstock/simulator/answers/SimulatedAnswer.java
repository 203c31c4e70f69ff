package dev.penstock.simulator.answers;

import dev.penstock.simulator.faults.Fault.Quirk;
import dev.penstock.simulator.faults.PromptScript;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The made-up text of an answer and its finish reason. */
record SimulatedAnswer(String text, String finishReason) {
    private static final int QUOTED_WORDS = 8;
    private static final int MAX_QUOTED_SOURCE = 400;
    private static final Pattern WHITE = Pattern.compile("\\s+");
    private static final Pattern SURROGATES = Pattern.compile("[\\x{10000}-\\x{10FFFF}\\x{D800}-\\x{DFFF}]");
    private static final String FILLER = " and so on";

    static SimulatedAnswer of(ChatCall call, AnswerOptions options) {
        String text = "Simulated answer to: " + firstWords(call.prompt());
        if (options.outputTokens() > 0) {
            int length = options.outputTokens() * CharacterTokenCount.CHARACTERS;
            text = (text + FILLER.repeat(Math.max(0, length - text.length()) / FILLER.length() + 1))
                    .substring(0, length);
        }
        WantedJson json = call.json();
        if (json != null) {
            text = json.filledWith(text);
        }
        return new SimulatedAnswer(text, "stop").limitedTo(call.maxTokens());
    }

    SimulatedAnswer with(@Nullable Quirk quirk) {
        return switch (quirk) {
            case FILTER -> new SimulatedAnswer("", "content_filter");
            case LENGTH -> new SimulatedAnswer(CharacterTokenCount.head(text, (tokens() + 1) / 2), "length");
            case null, default -> this;
        };
    }

    int tokens() {
        return CharacterTokenCount.of(text);
    }

    private SimulatedAnswer limitedTo(long maxTokens) {
        return tokens() <= maxTokens ? this : new SimulatedAnswer(CharacterTokenCount.head(text, maxTokens), "length");
    }

    private static String firstWords(String prompt) {
        String clean = PromptScript.strip(prompt);
        String start =
                clean.substring(0, Math.min(clean.length(), MAX_QUOTED_SOURCE)).strip();
        // Texts are cut every four characters, and half a surrogate pair cannot be sent.
        return SURROGATES
                .matcher(start)
                .replaceAll("?")
                .transform(WHITE::splitAsStream)
                .limit(QUOTED_WORDS)
                .collect(Collectors.joining(" "));
    }
}
