package dev.penstock.formats.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.penstock.contracts.PrintableText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as read from outside.
 *
 * @param in the text in UTF-8, without byte order mark; lines may still have bytes that are not UTF-8
 * @param head the first bytes of the text; up to {@link ContentHead#SIZE}
 * @param isWhole whether the head is the whole text
 */
public record TextContent(BufferedInputStream in, byte[] head, boolean isWhole, TextEncoding encoding) {
    private static final Pattern PAGE = Pattern.compile(
            "\\A\\s*(<!--.{0,2000}?-->\\s*)?<(!doctype\\s+html|html|head|body)\\b",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]{0,200}>\\s*([^<]{1,400})<", Pattern.CASE_INSENSITIVE);
    private static final int SHOWN = 80;

    /**
     * Recognises a content that was unpacked, if need be.
     *
     * @throws IOException with a sentence for the user when the content is no text
     */
    public static TextContent of(InputStream unpacked) throws IOException {
        BufferedInputStream bytes = ContentHead.buffered(unpacked);
        byte[] first = ContentHead.of(bytes);
        Optional<String> foreign = ForeignContent.find(first);
        if (foreign.isPresent()) {
            throw new IOException("it is " + foreign.get());
        }
        TextEncoding encoding = TextEncoding.of(first);
        BufferedInputStream text = ContentHead.buffered(encoding.asUtf8(bytes));
        byte[] head = ContentHead.of(text);
        for (byte b : head) {
            if (b == 0) {
                throw new IOException("it is a binary file, not text: give JSONL, CSV or plain text");
            }
        }
        return new TextContent(text, head, head.length < ContentHead.SIZE, encoding);
    }

    /** Returns a sentence on a web page or an XML document, which nobody wants to send line by line; empty for other texts. */
    public Optional<String> markup() {
        String text = new String(head, UTF_8);
        if (PAGE.matcher(text).find()) {
            Matcher title = TITLE.matcher(text);
            String named = title.find()
                    ? " titled '%s'"
                            .formatted(PrintableText.shortened(title.group(1).strip(), SHOWN))
                    : "";
            return Optional.of(
                    "it is an HTML page%s, not prompts: download the file that the page leads to".formatted(named));
        }
        return text.stripLeading().startsWith("<?xml")
                ? Optional.of("it is an XML document: write its texts as JSONL or CSV and give that file")
                : Optional.empty();
    }
}
