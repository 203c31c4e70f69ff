package dev.penstock.worker.config;

import dev.penstock.contracts.EditDistance;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that is most similar to a mistyped one. */
public final class NearestName {
    private NearestName() {}

    /** Returns the nearest name; empty if none is near, because a far-fetched guess is worse than none. */
    public static Optional<String> of(String mistaken, Collection<String> names) {
        String typed = mistaken.toLowerCase(Locale.ROOT).replace('_', '-');
        return names.stream()
                .filter(name -> initials(name).equals(typed))
                .findFirst()
                .or(() -> names.stream()
                        .min(Comparator.comparingInt(name -> EditDistance.between(name, typed)))
                        .filter(name -> EditDistance.between(name, typed) <= Math.max(2, typed.length() / 3)))
                .or(() -> names.stream()
                        .filter(name -> typed.length() > 2 && (name.contains(typed) || typed.contains(name)))
                        .findFirst());
    }

    /** Returns the words' initials: {@code rpm} for {@code requests-per-minute}. */
    private static String initials(String name) {
        StringBuilder initials = new StringBuilder();
        for (String word : name.split("-", -1)) {
            initials.append(word, 0, Math.min(1, word.length()));
        }
        return initials.length() > 1 ? initials.toString() : "";
    }
}
