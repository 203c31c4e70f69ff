package dev.penstock.activities.answer.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.regex.RegularExpression;

/** A regular expression of somebody else, which is matched in time that grows with the text's length only. */
record LinearPattern(Pattern pattern) implements RegularExpression {
    private static final int LONGEST = 2_000;
    private static final int LARGEST = 5_000;

    /**
     * Compiles a regular expression.
     *
     * @throws IllegalArgumentException with a sentence for the user if it is wrong, too large, or cannot be matched in
     *     linear time
     */
    static LinearPattern of(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a pattern of %,d characters is too long: the most is %,d".formatted(text.length(), LONGEST));
        }
        if (RepetitionCount.of(text) > LARGEST) {
            throw tooLarge(text);
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(withCodePoints(text));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "the pattern \"%s\" cannot be used, because of \"%s\" (%s): write it as RE2 allows, without lookahead, lookbehind and backreferences"
                            .formatted(text, e.getPattern(), e.getDescription()),
                    e);
        }
        if (pattern.programSize() > LARGEST) {
            throw tooLarge(text);
        }
        return new LinearPattern(pattern);
    }

    private static IllegalArgumentException tooLarge(String text) {
        return new IllegalArgumentException(
                "the pattern \"%s\" is too large: its repetitions, multiplied, stand for more than %,d characters; use smaller counts, * or +"
                        .formatted(text, LARGEST));
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(value).find();
    }

    /** Returns the number of steps that a character of the text may take. */
    int size() {
        return pattern.programSize();
    }

    /** Writes a code point of JavaScript's expressions as RE2 does, with braces. */
    private static String withCodePoints(String text) {
        StringBuilder written = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '\\' || at + 1 == text.length()) {
                written.append(text.charAt(at++));
            } else if (text.charAt(at + 1) == 'u' && isHex(text, at + 2)) {
                written.append("\\x{").append(text, at + 2, at + 6).append('}');
                at += 6;
            } else {
                written.append(text, at, at + 2);
                at += 2;
            }
        }
        return written.toString();
    }

    private static boolean isHex(String text, int from) {
        return from + 4 <= text.length()
                && text.substring(from, from + 4).chars().allMatch(letter -> Character.digit(letter, 16) >= 0);
    }
}
