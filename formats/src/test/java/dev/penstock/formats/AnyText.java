package dev.penstock.formats;

import java.util.Random;

/** Texts of all that may be in a prompt or an answer: quotes, braces, line breaks, controls, letters of any script. */
final class AnyText {
    private static final String AWKWARD = "{}[]\"'\\$,: \t\r\n\b\0\u2028\u007f";

    private AnyText() {}

    /** Of up to forty letters; now and then empty. */
    static String of(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(41);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(4)) {
                case 0 -> text.append(AWKWARD.charAt(random.nextInt(AWKWARD.length())));
                case 1 -> text.appendCodePoint(random.nextInt(0x20, 0x7f));
                case 2 -> text.appendCodePoint(random.nextInt(0xa0, 0xd800));
                default -> text.appendCodePoint(random.nextInt(0x10000, 0x110000));
            }
        }
        return text.toString();
    }
}
