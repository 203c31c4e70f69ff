package dev.penstock.activities.prices;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

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

    /** Returns the pattern that names a model most exactly; of equally exact patterns, the first. */
    static Optional<String> best(Collection<String> patterns, String model) {
        return patterns.stream()
                .filter(pattern -> matches(pattern, model))
                .min(Comparator.comparingInt(pattern -> -exactness(pattern, model)));
    }

    private static boolean matches(String pattern, String model) {
        return model.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
