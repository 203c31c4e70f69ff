package dev.penstock.simulator.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instructions for the provider in a prompt: {@code [[fail:500x2]]} fails the first two calls of that prompt,
 * {@code [[hang x1]] [[fail:503x1]]} hangs once and then fails once, {@code [[slow:2000]]} takes two seconds.
 */
public final class PromptScript {
    private static final Pattern MARKER =
            Pattern.compile("\\[\\[\\s*+([a-z_-]+?)(?::([a-z0-9_.]+?))?\\s*+(?:x\\s*+(\\d++))?\\s*+\\]\\]");
    private static final PromptScript EMPTY = new PromptScript();

    private final List<Line> lines = new ArrayList<>();

    private PromptScript() {}

    public static PromptScript in(String prompt) {
        if (!prompt.contains("[[")) {
            return EMPTY;
        }
        PromptScript script = new PromptScript();
        Matcher marker = MARKER.matcher(prompt);
        while (marker.find()) {
            String argument = marker.group(2) == null ? "" : marker.group(2);
            long times = marker.group(3) == null ? Long.MAX_VALUE : Long.parseLong(marker.group(3));
            script.lines.add(new Line(marker.group(1), argument, times));
        }
        return script;
    }

    /** Returns a prompt without its markers, so that an answer that quotes the prompt is not a script itself. */
    public static String strip(String prompt) {
        return prompt.contains("[[") ? MARKER.matcher(prompt).replaceAll("").strip() : prompt;
    }

    /** Returns the fault of the prompt's n-th admitted call; faults are used up in the order they are written. */
    public Optional<Fault> fault(long nthCall) {
        long remaining = nthCall;
        for (Line line : lines) {
            Optional<Fault> fault = FaultTable.find(line.verb().equals("fail") ? line.argument() : line.verb());
            if (fault.isPresent()) {
                if (remaining <= line.times()) {
                    return fault;
                }
                remaining -= line.times();
            }
        }
        return Optional.empty();
    }

    public Optional<Duration> latency(long nthCall) {
        return argument("slow", nthCall)
                .filter(millis -> millis.matches("\\d{1,9}"))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)));
    }

    public Optional<Boolean> shouldRetry(long nthCall) {
        return argument("x-should-retry", nthCall).map(Boolean::parseBoolean);
    }

    private Optional<String> argument(String verb, long nthCall) {
        return lines.stream()
                .filter(line -> line.verb().equals(verb) && nthCall <= line.times())
                .map(Line::argument)
                .findFirst();
    }

    private record Line(String verb, String argument, long times) {}
}
