package dev.penstock.formats.content;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.ReaderInputStream;

/** The encoding of a text, recognised by its byte order mark or by the zero bytes that UTF-16 has in every other place. */
public enum TextEncoding {
    UTF_8(StandardCharsets.UTF_8, 0xef, 0xbb, 0xbf),
    UTF_32LE(Charset.forName("UTF-32LE"), 0xff, 0xfe, 0, 0),
    UTF_32BE(Charset.forName("UTF-32BE"), 0, 0, 0xfe, 0xff),
    UTF_16LE(StandardCharsets.UTF_16LE, 0xff, 0xfe),
    UTF_16BE(StandardCharsets.UTF_16BE, 0xfe, 0xff);

    private static final int SAMPLE = 1 << 10;

    private final Charset charset;
    private final int[] mark;

    TextEncoding(Charset charset, int... mark) {
        this.charset = charset;
        this.mark = mark;
    }

    /** Returns the encoding of a text that begins so; UTF-8 if nothing tells another. */
    static TextEncoding of(byte[] head) {
        for (TextEncoding encoding : values()) {
            if (ContentHead.startsWith(head, encoding.mark)) {
                return encoding;
            }
        }
        return withoutMark(head);
    }

    /** Texts in Latin letters have zero bytes only in even places, or only in odd ones, and there mostly. */
    private static TextEncoding withoutMark(byte[] head) {
        int pairs = Math.min(head.length, SAMPLE) / 2;
        int even = 0;
        int odd = 0;
        for (int i = 0; i < pairs; i++) {
            even += head[2 * i] == 0 ? 1 : 0;
            odd += head[2 * i + 1] == 0 ? 1 : 0;
        }
        if (2 * odd > pairs && 10 * even < pairs) {
            return UTF_16LE;
        }
        return 2 * even > pairs && 10 * odd < pairs ? UTF_16BE : UTF_8;
    }

    /** Returns the text in UTF-8 without byte order mark; reading fails where the text is not in its encoding. */
    InputStream asUtf8(BufferedInputStream in) throws IOException {
        if (ContentHead.startsWith(ContentHead.of(in), mark)) {
            in.skipNBytes(mark.length);
        }
        if (this == UTF_8) {
            return in;
        }
        InputStreamReader letters = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        return ReaderInputStream.builder()
                .setReader(letters)
                .setCharset(StandardCharsets.UTF_8)
                .setBufferSize(1 << 16)
                .get();
    }

    @Override
    public String toString() {
        return charset.name();
    }
}
