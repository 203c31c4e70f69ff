package dev.penstock.starter.api.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/** The parts of a form one after the other, as they come over the network. */
final class FormParts {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_HEADERS = 8 * 1024;
    private static final int MOST_PARTS = 32;

    private final MultipartInput in;
    private int parts;

    /**
     * @throws FileUploadException when it is no form
     */
    FormParts(@Nullable String contentType, InputStream body) throws IOException {
        String boundary = parameters(contentType).get("boundary");
        if (contentType == null
                || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                || boundary == null
                || boundary.isEmpty()) {
            throw new FileUploadException("not a form");
        }
        in = MultipartInput.builder()
                .setInputStream(body)
                .setBufferSize(BUFFER)
                .setBoundary(boundary.getBytes(StandardCharsets.ISO_8859_1))
                .setMaxPartHeaderSize(LONGEST_HEADERS)
                .get();
        in.setHeaderCharset(StandardCharsets.UTF_8);
    }

    /** Each has to be read before the next; null at the end. */
    @Nullable
    Part next() throws IOException {
        boolean more = parts == 0 ? in.skipPreamble() : in.readBoundary();
        if (!more) {
            return null;
        }
        parts++;
        if (parts > MOST_PARTS) {
            throw new FileUploadException("more parts than any upload has");
        }
        Map<String, String> names = parameters(disposition(in.readHeaders()));
        return new Part(names.getOrDefault("name", ""), names.get("filename"), in.newInputStream());
    }

    /**
     * One field of a form.
     *
     * @param filename what its sender calls it; absent for what is no file
     */
    record Part(String name, @Nullable String filename, InputStream content) {}

    private static @Nullable String disposition(String headers) {
        return headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
                .findFirst()
                .orElse(null);
    }

    private static Map<String, String> parameters(@Nullable String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }
}
