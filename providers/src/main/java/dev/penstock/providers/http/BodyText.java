package dev.penstock.providers.http;

import dev.penstock.providers.wire.HeaderValues;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the bytes of a response's body into text: by their byte order mark, else by the announced charset, else as UTF-8. */
final class BodyText {
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([^\"';\\s]+)");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private BodyText() {}

    static String of(byte[] body, HeaderValues headers) {
        String text =
                new String(body, charset(body, headers.find("content-type").orElse("")));
        return text.substring(text.startsWith(BYTE_ORDER_MARK) ? 1 : 0, end(text));
    }

    /** Returns where a text ends that a server in C may have sent with the zeros behind it. */
    private static int end(String text) {
        int end = text.length();
        while (end > 1 && text.charAt(end - 1) == 0) {
            end--;
        }
        return end;
    }

    private static Charset charset(byte[] body, String contentType) {
        if (startsWith(body, 0xFE, 0xFF) || startsWith(body, 0, '{')) {
            return StandardCharsets.UTF_16BE;
        }
        if (startsWith(body, 0xFF, 0xFE) || startsWith(body, '{', 0)) {
            return StandardCharsets.UTF_16LE;
        }
        return startsWith(body, 0xEF, 0xBB) ? StandardCharsets.UTF_8 : announced(contentType);
    }

    private static Charset announced(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static boolean startsWith(byte[] body, int first, int second) {
        return body.length >= 2 && (body[0] & 0xFF) == first && (body[1] & 0xFF) == second;
    }
}
