package dev.penstock.store.line;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes UTF-8 strictly: malformed text is reported, not replaced. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    public static Optional<String> decode(byte[] text) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(text))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    public static boolean isValid(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return decode(text).isPresent();
            }
        }
        return true;
    }
}
