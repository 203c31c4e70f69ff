package dev.penstock.starter.cli.output;

/**
 * Formats the progress bar for the terminal's width: {@code  62% [======>    ] 31,000/50,000 · 38:10 left · 8.1/s · …}.
 * On a narrow terminal the last facts are left out first, and the bar keeps a readable length.
 */
final class BarText {
    private static final int MIN_LENGTH = 10;
    private static final int MAX_LENGTH = 30;

    private BarText() {}

    static String of(ProgressSnapshot now, int width) {
        int percent = (int) Math.clamp(100 * now.done() / Math.max(1, now.total()), 0, 100);
        StringBuilder text = new StringBuilder(ProgressSnapshot.format(" %,d/%,d", now.done(), now.total()));
        int room = width - "100% []".length() - MIN_LENGTH;
        for (String fact : now.facts()) {
            if (text.length() + 3 + fact.length() > room) {
                break;
            }
            text.append(" · ").append(fact);
        }
        int length = Math.clamp(MIN_LENGTH + (long) room - text.length(), MIN_LENGTH, MAX_LENGTH);
        String line = ProgressSnapshot.format("%3d%% [%s]", percent, bar(percent, length)) + text;
        // The line is padded to its end, or the previous text would show.
        return line + " ".repeat(Math.max(0, width - line.length()));
    }

    private static String bar(int percent, int length) {
        int filled = percent * length / 100;
        String head = filled == length ? "" : ">";
        return "=".repeat(filled) + head + " ".repeat(length - filled - head.length());
    }
}
