package dev.penstock.providers.http;

import com.github.luben.zstd.ZstdInputStream;
import dev.penstock.providers.UnreadableAnswerException;
import dev.penstock.providers.wire.HeaderValues;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decodes the content codings of a response's body (RFC 9110, 8.4). OkHttp asks for gzip and decodes it; what arrives here was
 * sent by a server or a proxy that was not asked.
 */
final class ContentCoding {
    private ContentCoding() {}

    /**
     * Returns the decoded body, whose length the caller must limit: a small body may become a large one.
     *
     * @throws UnreadableAnswerException if the coding is not known, or the body is not in it
     */
    static InputStream decoded(InputStream body, HeaderValues headers) throws IOException {
        List<String> codings = List.of(headers.find("content-encoding")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(","));
        InputStream decoded = body;
        for (String coding : codings.reversed()) {
            decoded = decoded(decoded, coding.strip());
        }
        return decoded == body ? body : new DecodedBody(decoded);
    }

    private static InputStream decoded(InputStream in, String coding) throws IOException {
        try {
            return switch (coding) {
                case "", "identity", "none", "utf-8" -> in;
                case "gzip", "x-gzip" -> new GZIPInputStream(in);
                case "deflate" -> inflated(new BufferedInputStream(in));
                case "zstd" -> new ZstdInputStream(in);
                default ->
                    throw new UnreadableAnswerException(
                            "a body with the content encoding '%s', which was not asked for".formatted(coding));
            };
        } catch (ZipException e) {
            throw DecodedBody.broken(e);
        }
    }

    /** Returns the inflated body: in the zlib format, or without its header, as some servers understand "deflate". */
    private static InputStream inflated(BufferedInputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        int second = in.read();
        in.reset();
        boolean hasHeader = (first & 0x0F) == 8 && ((first << 8) + second) % 31 == 0;
        return new InflaterInputStream(in, new Inflater(!hasHeader));
    }
}
