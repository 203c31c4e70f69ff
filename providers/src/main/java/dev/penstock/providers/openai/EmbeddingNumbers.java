package dev.penstock.providers.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** Looks for numbers in an embedding that are none: NaN and infinity, as such, as null or as text, or in base64. */
final class EmbeddingNumbers {
    private EmbeddingNumbers() {}

    /**
     * Returns whether all numbers of an embedding are numbers.
     *
     * @param embedding a list of numbers, lists or objects of such lists (several vectors, sparse ones), or base64 of 32-bit
     *     little-endian floats; texts that are something else are left alone
     */
    static boolean areSound(JsonNode embedding) {
        return embedding.isTextual() ? areSound(embedding.textValue()) : areNumbers(embedding);
    }

    private static boolean areNumbers(JsonNode value) {
        if (value.isContainerNode()) {
            for (JsonNode element : value) {
                if (!areNumbers(element)) {
                    return false;
                }
            }
            return true;
        }
        if (value.isNumber()) {
            return Double.isFinite(value.doubleValue());
        }
        return !value.isNull() && !value.asText().matches("(?i)[+-]?(nan|inf(inity)?)");
    }

    private static boolean areSound(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return true;
        }
        // Other encodings, such as one bit a number, have no number that is none.
        if (bytes.length % Float.BYTES != 0) {
            return true;
        }
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            if (!Float.isFinite(floats.getFloat())) {
                return false;
            }
        }
        return true;
    }
}
