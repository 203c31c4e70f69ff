package dev.penstock.activities.answer.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Counts for how many characters a regular expression stands when its counted repetitions are written out:
 * {@code (ab{3}){5}} stands for 20. Compiling takes memory for each of them.
 */
final class RepetitionCount {
    private static final long CEILING = 1_000_000_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{0,4}");

    private final String text;
    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;
    private int at;

    private RepetitionCount(String text) {
        this.text = text;
    }

    static long of(String text) {
        return new RepetitionCount(text).count();
    }

    private long count() {
        while (at < text.length()) {
            switch (text.charAt(at)) {
                case '\\' -> escape();
                case '[' -> characterClass();
                case '(' -> open();
                case ')' -> close();
                case '{' -> repetition();
                case '*', '+', '?' -> at++;
                default -> one(1);
            }
        }
        while (!outer.isEmpty()) {
            close();
        }
        return sum;
    }

    private void one(int length) {
        at += length;
        last = 1;
        add(1);
    }

    private void add(long more) {
        sum = Math.min(CEILING, sum + more);
    }

    private void escape() {
        if (text.startsWith("\\Q", at)) {
            int end = text.indexOf("\\E", at);
            String literal = text.substring(at + 2, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 2;
            last = 1;
            add(literal.length());
        } else {
            boolean braces =
                    at + 2 < text.length() && "pPx".indexOf(text.charAt(at + 1)) >= 0 && text.charAt(at + 2) == '{';
            int end = braces ? text.indexOf('}', at) : -1;
            one(end < 0 ? 2 : end + 1 - at);
        }
    }

    private void characterClass() {
        int end = at + 1;
        if (text.startsWith("^", end)) {
            end++;
        }
        if (text.startsWith("]", end)) {
            end++;
        }
        while (end < text.length() && text.charAt(end) != ']') {
            int named = text.startsWith("[:", end) ? text.indexOf(":]", end + 2) : -1;
            end = named < 0 ? end + (text.charAt(end) == '\\' ? 2 : 1) : named + 2;
        }
        one(end + 1 - at);
    }

    private void open() {
        at++;
        outer.push(sum);
        sum = 0;
        last = 0;
    }

    private void close() {
        at++;
        last = sum + 2;
        sum = outer.isEmpty() ? sum : outer.pop();
        add(last);
    }

    /** Multiplies the last part; a brace that begins no repetition stands for itself. */
    private void repetition() {
        int end = text.indexOf('}', at);
        String[] bounds = end < 0 ? new String[0] : text.substring(at + 1, end).split(",", -1);
        boolean isCount = bounds.length == 1 || bounds.length == 2;
        long most = 0;
        for (String bound : bounds) {
            isCount &= NUMBER.matcher(bound).matches();
            most = Math.max(most, isCount && !bound.isEmpty() ? Long.parseLong(bound) : 1);
        }
        if (!isCount) {
            one(1);
            return;
        }
        add(Math.min(CEILING, last * Math.max(0, most - 1)));
        last = Math.min(CEILING, last * Math.max(1, most));
        at = end + 1;
    }
}
