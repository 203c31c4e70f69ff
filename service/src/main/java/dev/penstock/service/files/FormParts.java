package dev.penstock.service.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.ParameterParser;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a multipart form one after the other, as they arrive over the network. */
final class FormParts {
    private static final int LONGEST_HEADERS = 8 * 1024;
    private static final int MOST_PARTS = 32;
    private static final byte[] LINE_BREAK = {'\r', '\n'};

    private final DelimitedInput in;
    private InputStream last;
    private int parts;

    /**
     * @throws FileUploadException when the content type is not that of a multipart form
     */
    FormParts(@Nullable String contentType, InputStream body) throws IOException {
        String boundary = parameters(contentType).get("boundary");
        if (contentType == null
                || !contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                || boundary == null
                || boundary.isEmpty()) {
            throw new FileUploadException("not a multipart/form-data form");
        }
        in = new DelimitedInput(LINE_BREAK, body, ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1));
        last = in.section();
    }

    /** Returns the next part, skipping what was not read of the last one; null at the end of the form. */
    @Nullable
    Part next() throws IOException {
        last.close();
        in.passDelimiter();
        String behind = line();
        if (behind.startsWith("--")) {
            return null;
        }
        parts++;
        if (parts > MOST_PARTS || !behind.isBlank()) {
            throw new FileUploadException("not a part of an upload");
        }
        Map<String, String> names = parameters(disposition());
        last = in.section();
        // The parser returns null for a parameter without a value.
        return new Part(Objects.requireNonNullElse(names.get("name"), ""), names.get("filename"), last);
    }

    /**
     * One field of a form.
     *
     * @param filename the file name that the client has sent; absent for a field that is no file
     */
    record Part(String name, @Nullable String filename, InputStream content) {}

    private @Nullable String disposition() throws IOException {
        String found = null;
        int length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            length += line.length();
            if (length > LONGEST_HEADERS) {
                throw new FileUploadException("headers too long");
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
                found = line;
            }
        }
        return found;
    }

    /** Reads a line without its line break; stops after a leading "--", because the stream may end after the last delimiter. */
    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte next = in.next(); next != '\n'; next = in.next()) {
            line.write(next);
            if (line.size() == 2 && line.toString(StandardCharsets.UTF_8).equals("--")) {
                break;
            }
            if (line.size() > LONGEST_HEADERS) {
                throw new FileUploadException("headers too long");
            }
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static Map<String, String> parameters(@Nullable String header) {
        ParameterParser parser = new ParameterParser();
        parser.setLowerCaseNames(true);
        return parser.parse(header, ';');
    }
}
