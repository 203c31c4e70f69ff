package dev.penstock.service.files;

import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the form of a file upload; the file goes straight into the store, and the other fields are small. */
final class FileForm {
    private static final int LONGEST_FIELD = 1024;
    private static final int LONGEST_NAME = 255;
    private static final int BUFFER = 1 << 17;

    private final Upload upload;
    private final TenantStorage.Room room;
    private @Nullable String filename;
    private @Nullable String purpose;
    private @Nullable String anchor;
    private @Nullable String seconds;
    private long bytes;

    FileForm(Upload upload, TenantStorage.Room room) {
        this.upload = upload;
        this.room = room;
    }

    void take(FormParts.Part part) throws IOException {
        // Parts come in any order; OpenAI's clients send the file before its purpose.
        switch (part.name()) {
            case "file" -> takeFile(part);
            case "purpose" -> purpose = text(part);
            case "expires_after[anchor]" -> anchor = text(part);
            case "expires_after[seconds]" -> seconds = text(part);
            default -> part.content().close();
        }
    }

    void check() {
        if (filename == null) {
            throw ApiFailure.invalid("file is missing: send it as multipart/form-data", "file", null);
        }
        FilePurpose.check(purpose, bytes);
    }

    String filename() {
        return filename == null ? "" : filename;
    }

    String purpose() {
        return purpose == null ? "" : purpose;
    }

    long bytes() {
        return bytes;
    }

    /** Returns how long the file is kept; null = forever. */
    @Nullable
    Duration expiresAfter() {
        if (anchor == null && seconds == null) {
            return FilePurpose.expiresAfter(purpose());
        }
        if (!"created_at".equals(anchor)) {
            throw ApiFailure.invalid("expires_after[anchor] must be created_at", "expires_after", null);
        }
        if (seconds == null || !seconds.matches("\\d{1,9}") || !FileExpiry.isAllowed(Integer.parseInt(seconds))) {
            throw ApiFailure.invalid(
                    "expires_after[seconds] must be a whole number from 3600 to 2592000", "expires_after", null);
        }
        return Duration.ofSeconds(Integer.parseInt(seconds));
    }

    private void takeFile(FormParts.Part part) throws IOException {
        if (filename != null) {
            throw ApiFailure.invalid("the form has more than one file", "file", null);
        }
        filename = harmless(part.filename());
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = part.content()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > FilePurpose.LARGEST) {
                    throw FilePurpose.tooLarge("a file must not be larger than 512 MB");
                }
                room.take(read);
                upload.write(buffer, 0, read);
            }
        }
    }

    private static String text(FormParts.Part part) throws IOException {
        try (InputStream in = part.content()) {
            byte[] text = in.readNBytes(LONGEST_FIELD + 1);
            if (text.length > LONGEST_FIELD) {
                throw ApiFailure.invalid("a field of the form is too long", part.name(), null);
            }
            return new String(text, StandardCharsets.UTF_8).strip();
        }
    }

    /** Returns the last part of a file name that may be a path, without control characters. */
    private static String harmless(@Nullable String name) {
        String given = name == null ? "" : name;
        int folder = Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\'));
        String last = given.substring(folder + 1).replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "");
        return last.isBlank() ? "upload" : last.substring(0, Math.min(LONGEST_NAME, last.length()));
    }
}
