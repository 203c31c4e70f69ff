package dev.penstock.providers.http;

import com.github.luben.zstd.ZstdInputStream;
import dev.penstock.providers.UnreadableAnswerException;
import dev.penstock.providers.wire.HeaderValues;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Decodes the content codings of a response's body (RFC 9110, 8.4): gzip, which is asked for, and others that servers and proxies
 * send unasked. A body that begins as gzip does is gzip, and no other is, whatever its headers say.
 */
final class ContentCoding {
    /** Asks for the one coding that all servers have. It is asked for here, as OkHttp would decode it, and take what is no gzip for a cut line. */
    static final Map<String, String> ACCEPTED = Map.of("Accept-Encoding", "gzip");

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
        DecodedBody.Source source = new DecodedBody.Source(body);
        InputStream decoded = source;
        for (String coding : codings.reversed()) {
            decoded = decoded(decoded, coding.strip());
        }
        return new DecodedBody(decoded, source);
    }

    private static InputStream decoded(InputStream in, String coding) throws IOException {
        try {
            return switch (coding) {
                case "", "identity", "none", "utf-8", "gzip", "x-gzip" -> unzipped(new BufferedInputStream(in));
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

    private static InputStream unzipped(BufferedInputStream in) throws IOException {
        in.mark(2);
        boolean isGzip = in.read() == 0x1F && in.read() == 0x8B;
        in.reset();
        return isGzip ? new GZIPInputStream(in) : in;
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
