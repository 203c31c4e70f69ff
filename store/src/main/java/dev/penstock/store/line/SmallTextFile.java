package dev.penstock.store.line;

import dev.penstock.store.SizeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text files that people write, such as a configuration; also from a pipe, and no more than is sensible of a device. */
public final class SmallTextFile {
    private SmallTextFile() {}

    /**
     * Reads a whole file.
     *
     * @throws CharacterCodingException when the file is not text in UTF-8
     * @throws IOException also when the file has more than {@link SizeLimits#TEXT_FILE_BYTES}
     */
    public static String read(Path file) throws IOException {
        byte[] text;
        try (InputStream in = Files.newInputStream(file)) {
            text = in.readNBytes(SizeLimits.TEXT_FILE_BYTES + 1);
        }
        if (text.length > SizeLimits.TEXT_FILE_BYTES) {
            throw new IOException("it has more than %d MiB".formatted(SizeLimits.TEXT_FILE_BYTES >> 20));
        }
        return StrictUtf8.decode(text).orElseThrow(CharacterCodingException::new);
    }
}
