package dev.penstock.activities.prices;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A pattern for model names, in which {@code *} stands for any text. */
public final class ModelPattern {
    private ModelPattern() {}

    /** Returns how exactly a pattern names a model: 0 if not at all, more the less of the pattern is a wildcard. */
    public static int exactness(String pattern, String model) {
        if (!matches(pattern, model)) {
            return 0;
        }
        return 1 + pattern.replace("*", "").length() + (pattern.contains("*") ? 0 : 1);
    }

    /** Returns how exactly the most exact of some patterns names a model; 0 if none does. */
    public static int exactness(Collection<String> patterns, String model) {
        return patterns.stream()
                .mapToInt(pattern -> exactness(pattern, model))
                .max()
                .orElse(0);
    }

    /** Returns the one whose patterns name a model most exactly; of equally exact ones, the first. */
    public static <T> Optional<T> mostExact(Collection<T> all, Function<T, List<String>> patterns, String model) {
        return all.stream()
                .filter(one -> exactness(patterns.apply(one), model) > 0)
                .min(Comparator.comparingInt(one -> -exactness(patterns.apply(one), model)));
    }

    /** Returns the pattern that names a model most exactly; of equally exact patterns, the first. */
    static Optional<String> best(Collection<String> patterns, String model) {
        return patterns.stream()
                .filter(pattern -> matches(pattern, model))
                .min(Comparator.comparingInt(pattern -> -exactness(pattern, model)));
    }

    /** Looks for the texts between the wildcards one behind the other, each at its first place. */
    private static boolean matches(String pattern, String model) {
        List<String> texts = List.of(pattern.split("\\*", -1));
        String last = texts.getLast();
        if (texts.size() == 1) {
            return model.equals(last);
        }
        int at = model.startsWith(texts.getFirst()) ? texts.getFirst().length() : -1;
        for (String text : texts.subList(1, texts.size() - 1)) {
            int found = at < 0 ? -1 : model.indexOf(text, at);
            at = found < 0 ? -1 : found + text.length();
        }
        return at >= 0 && model.length() - last.length() >= at && model.endsWith(last);
    }
}
