package dev.penstock.formats;

import dev.penstock.store.line.StrictUtf8;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the lines of a text that is UTF-8, or else Windows-1252 as a whole, as spreadsheets write it. The first line with a
 * letter outside ASCII decides; a later line in the other encoding is not decoded.
 */
final class Windows1252 {
    private static final Charset CHARSET = Charset.forName("windows-1252");

    private boolean isUtf8;
    private boolean isWindows;

    /** Returns the text of a line; empty if it is not in the encoding of the lines before. */
    Optional<String> decode(byte[] line) {
        if (isAscii(line)) {
            return StrictUtf8.decode(line);
        }
        Optional<String> text = StrictUtf8.decode(line);
        isUtf8 |= text.isPresent() && !isWindows;
        isWindows |= text.isEmpty() && !isUtf8;
        if (isWindows) {
            return text.isPresent() ? Optional.empty() : windows(line);
        }
        return text;
    }

    /** Returns a sentence that the text is read as Windows-1252; empty if it is UTF-8 so far. */
    List<String> remarks() {
        return isWindows
                ? List.of(
                        "the input is not UTF-8 and is read as Windows-1252: if letters such as ä look wrong, save it as"
                                + " UTF-8")
                : List.of();
    }

    /** Returns what is wrong with a line that was not decoded. */
    String problem() {
        return isWindows
                ? "the line is not Windows-1252, as the lines before it: save the input as UTF-8"
                : "the line is not valid UTF-8";
    }

    private static Optional<String> windows(byte[] line) {
        try {
            return Optional.of(CHARSET.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(line))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isAscii(byte[] line) {
        for (byte b : line) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
