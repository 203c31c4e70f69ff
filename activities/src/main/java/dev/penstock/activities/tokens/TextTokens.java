package dev.penstock.activities.tokens;

import com.knuddels.jtokkit.api.Encoding;

/**
 * Counts the tokens of texts of any length, in pieces: the encoder needs some hundred bytes for each letter of a word, and a text
 * from outside may be one word of megabytes. A piece ends before a space that follows another letter, where tokens always
 * end; a word that is longer than a piece counts with its bytes, because no token has less than one.
 */
final class TextTokens {
    private static final int PIECE = 4096;

    private TextTokens() {}

    /** Returns the number of tokens; an upper bound if the text has words of more than {@value #PIECE} letters. */
    static long count(Encoding encoding, String text) {
        long tokens = 0;
        int from = 0;
        while (text.length() - from > PIECE) {
            int end = lastEnd(text, from, from + PIECE);
            if (end > from) {
                tokens += encoding.countTokensOrdinary(text.substring(from, end));
            } else {
                end = nextEnd(text, from + PIECE);
                tokens += bytes(text, from, end);
            }
            from = end;
        }
        return tokens + encoding.countTokensOrdinary(text.substring(from));
    }

    private static int lastEnd(String text, int from, int to) {
        int end = to;
        while (end > from && !isEnd(text, end)) {
            end--;
        }
        return end;
    }

    private static int nextEnd(String text, int from) {
        int end = from;
        while (end < text.length() && !isEnd(text, end)) {
            end++;
        }
        return end;
    }

    private static boolean isEnd(String text, int at) {
        return text.charAt(at) == ' ' && at > 0 && !Character.isWhitespace(text.charAt(at - 1));
    }

    private static long bytes(String text, int from, int to) {
        long bytes = 0;
        for (int at = from; at < to; at++) {
            char letter = text.charAt(at);
            // A letter of two characters has four bytes in UTF-8.
            bytes += letter < 0x80 ? 1 : letter < 0x800 || Character.isSurrogate(letter) ? 2 : 3;
        }
        return bytes;
    }
}
