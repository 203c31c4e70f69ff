package dev.penstock.starter.cli.output;

/** Formats a number with the noun or verb that agrees with it. */
public final class CountText {
    private CountText() {}

    /** Returns a number of dead letters: {@code 1 dead letter}, {@code 2,000 dead letters}. */
    public static String deadLetters(long number) {
        return of(number, "dead letter", "dead letters");
    }

    /**
     * Returns a number and what it counts: {@code 1 model is new}, {@code 2 models are new}.
     *
     * @param one the words after the number one
     * @param many the words after any other number
     */
    public static String of(long number, String one, String many) {
        return ProgressSnapshot.format("%,d %s", number, number == 1 ? one : many);
    }
}
