package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.penstock.contracts.PrintableText;
import dev.penstock.formats.PromptTemplate.Piece;
import dev.penstock.store.Json;
import dev.penstock.store.input.FilePart;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Makes the content of a prompt's message: a text, or a list of parts where it has images or files. */
final class PromptContent {
    /** The field whose image goes with the prompt, unless the template has a place for it. */
    static final String IMAGE = "image";

    private static final int SHOWN = 60;

    /** An address of another kind than the web's, such as {@code s3://}; a letter before the colon is a drive's. */
    private static final Pattern OTHER_ADDRESS = Pattern.compile("[a-z][a-z0-9+.-]+://");

    private PromptContent() {}

    /** Returns whether a prompt is made different by an image or a file that a line's fields name. */
    static boolean usesFile(PromptTemplate template, ObjectNode fields) {
        return fields.has(IMAGE)
                || fields.propertyStream().map(Map.Entry::getKey).anyMatch(template::names);
    }

    static JsonNode of(PromptTemplate template, ObjectNode fields) {
        List<Piece> pieces = template.pieces(fields);
        JsonNode image = template.names(IMAGE) ? Json.MAPPER.missingNode() : fields.path(IMAGE);
        if (isAbsent(image) && pieces.size() == 1) {
            return TextNode.valueOf(pieces.getFirst().text());
        }
        ArrayNode parts = Json.MAPPER.createArrayNode();
        for (Piece piece : pieces) {
            if (piece.isFile()) {
                parts.add(attached(piece.text(), FilePart::typed));
            } else if (!piece.text().isBlank()) {
                parts.addObject().put("type", "text").put("text", piece.text());
            }
        }
        (image.isArray() ? image : List.of(image)).forEach(one -> addImage(parts, one));
        return parts;
    }

    private static void addImage(ArrayNode parts, JsonNode image) {
        if (isAbsent(image)) {
            return;
        }
        if (!image.isTextual()) {
            throw new WrongImageException("\"image\" must be a path, an https: address or a data: URL, not "
                    + PrintableText.shortened(image.toString(), SHOWN));
        }
        parts.add(attached(image.textValue().strip(), FilePart::typedImage));
    }

    /** Returns the part for an image's address, or for a file on this machine. */
    private static ObjectNode attached(String named, Function<String, ObjectNode> file) {
        String start = named.substring(0, Math.min(named.length(), 20)).toLowerCase(Locale.ROOT);
        if (start.startsWith("data:") && !start.startsWith("data:image/")) {
            throw new WrongImageException("\"%s\" is no image; only data:image/… can be sent so"
                    .formatted(PrintableText.shortened(named, SHOWN)));
        }
        if (start.startsWith("https:") || start.startsWith("http:") || start.startsWith("data:")) {
            ObjectNode part = Json.MAPPER.createObjectNode().put("type", "image_url");
            part.putObject("image_url").put("url", named);
            return part;
        }
        if (OTHER_ADDRESS.matcher(start).lookingAt()) {
            throw new WrongImageException("\"%s\" is no address that can be sent: write a path, https:, or data:image/…"
                    .formatted(PrintableText.shortened(named, SHOWN)));
        }
        if (named.isBlank()) {
            throw new WrongImageException("the name of a file is empty");
        }
        return file.apply(named);
    }

    static boolean isAbsent(JsonNode image) {
        return image.isMissingNode()
                || image.isNull()
                || (image.isTextual() && image.textValue().isBlank());
    }
}
