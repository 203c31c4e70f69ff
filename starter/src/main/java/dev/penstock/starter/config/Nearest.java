package dev.penstock.starter.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant. */
final class Nearest {
    private Nearest() {}

    /** Empty when none is near: a far-fetched guess is worse than none. */
    static Optional<String> of(String mistaken, Collection<String> names) {
        String typed = mistaken.toLowerCase(Locale.ROOT).replace('_', '-');
        return names.stream()
                .filter(name -> initials(name).equals(typed))
                .findFirst()
                .or(() -> names.stream()
                        .min(Comparator.comparingInt(name -> distance(name, typed)))
                        .filter(name -> distance(name, typed) <= Math.max(2, typed.length() / 3)))
                .or(() -> names.stream()
                        .filter(name -> typed.length() > 2 && (name.contains(typed) || typed.contains(name)))
                        .findFirst());
    }

    /** {@code rpm} for {@code requests-per-minute}. */
    private static String initials(String name) {
        StringBuilder initials = new StringBuilder();
        for (String word : name.split("-", -1)) {
            initials.append(word, 0, Math.min(1, word.length()));
        }
        return initials.length() > 1 ? initials.toString() : "";
    }

    /** Levenshtein's. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
