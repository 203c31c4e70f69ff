package dev.penstock.activities.attachment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import dev.penstock.store.input.FilePart;
import dev.penstock.store.line.StrictUtf8;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** What a file is by its first bytes, and the part of a message that it becomes. */
final class FileContent {
    /** As many bytes as tell what a file is. */
    static final int START_BYTES = 512;

    private static final String PDF = "application/pdf";

    private FileContent() {}

    /** Returns how a file that begins so is given to a model; empty if it cannot be. */
    static Optional<FilePart.Kind> kind(byte[] start) {
        Optional<String> type = mediaType(start);
        if (type.isPresent()) {
            return Optional.of(type.get().equals(PDF) ? FilePart.Kind.DOCUMENT : FilePart.Kind.IMAGE);
        }
        for (byte one : start) {
            if (one == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(FilePart.Kind.TEXT);
    }

    /**
     * Returns the part in the form of OpenAI's chat API.
     *
     * @throws UnusableFileException if the file has become another kind, or is a text in another encoding
     */
    static ObjectNode part(FilePart file, byte[] content) {
        String name = String.valueOf(Path.of(file.path()).getFileName());
        ObjectNode part = Json.MAPPER.createObjectNode();
        if (file.kind() == FilePart.Kind.TEXT) {
            return part.put("type", "text")
                    .put(
                            "text",
                            StrictUtf8.decode(content)
                                    .orElseThrow(() -> new UnusableFileException(name + " is not text in UTF-8")));
        }
        String type = mediaType(content)
                .orElseThrow(() -> new UnusableFileException(name + " has become another kind of file"));
        String data = "data:" + type + ";base64," + Base64.getEncoder().encodeToString(content);
        if (file.kind() == FilePart.Kind.DOCUMENT) {
            part.put("type", "file").putObject("file").put("filename", name).put("file_data", data);
        } else {
            part.put("type", "image_url").putObject("image_url").put("url", data);
        }
        return part;
    }

    private static Optional<String> mediaType(byte[] start) {
        String text = new String(start, 0, Math.min(16, start.length), StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n")) {
            return Optional.of("image/png");
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        }
        if (text.startsWith("GIF8")) {
            return Optional.of("image/gif");
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return Optional.of("image/webp");
        }
        return text.startsWith("%PDF-") ? Optional.of(PDF) : Optional.empty();
    }
}
