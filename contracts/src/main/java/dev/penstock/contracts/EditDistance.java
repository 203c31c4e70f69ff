package dev.penstock.contracts;

import java.util.Arrays;

/** Measures how far a misspelt name is from a known one. */
public final class EditDistance {
    /** Beyond it a text is no misspelt name; measuring one of megabytes would take minutes. */
    private static final int LONGEST = 200;

    private EditDistance() {}

    /** Returns the Levenshtein distance: how many letters to add, remove or change; of a long text, only an upper bound. */
    public static int between(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST) {
            return Math.max(a.length(), b.length());
        }
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
