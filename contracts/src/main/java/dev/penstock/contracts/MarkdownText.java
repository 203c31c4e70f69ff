package dev.penstock.contracts;

/** Text from outside within Markdown, which Temporal's Web UI renders: it can neither be a link nor load an image. */
public final class MarkdownText {
    private MarkdownText() {}

    /** Returns the text as a code span, also within a table, whose columns a bar would end. */
    public static String code(String text) {
        return text.isBlank()
                ? ""
                : "`" + PrintableText.line(text).replace('`', '\'').replace('|', '¦') + "`";
    }
}
