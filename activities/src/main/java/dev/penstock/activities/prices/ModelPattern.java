package dev.penstock.activities.prices;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a model, or of several: {@code *} stands for anything. */
public final class ModelPattern {
    private ModelPattern() {}

    /** How exactly a pattern names this model: 0 = not at all, more = less of it is a wildcard. */
    public static int exactness(String pattern, String model) {
        if (!matches(pattern, model)) {
            return 0;
        }
        return 1 + pattern.replace("*", "").length() + (pattern.contains("*") ? 0 : 1);
    }

    /** The pattern that names this model most exactly; of equals, the first. */
    static Optional<String> best(Collection<String> patterns, String model) {
        return patterns.stream()
                .filter(pattern -> matches(pattern, model))
                .min(Comparator.comparingInt(pattern -> -exactness(pattern, model)));
    }

    private static boolean matches(String pattern, String model) {
        return model.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
