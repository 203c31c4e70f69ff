package dev.penstock.providers.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.providers.wire.UntranslatableRequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates a message's content: texts, images and PDF documents. */
final class ContentParts {
    private static final Pattern DATA_URL = Pattern.compile("data:([^;,]+);base64,", Pattern.CASE_INSENSITIVE);
    private static final String PDF = "application/pdf";

    private ContentParts() {}

    /**
     * @param content a text or a list of parts
     * @param place the message's place, for errors
     */
    static ArrayNode translate(JsonNode content, String place) {
        ArrayNode parts = ChatRequest.array();
        if (content.isTextual()) {
            addText(parts, content.textValue());
        }
        for (int i = 0; content.isArray() && i < content.size(); i++) {
            add(parts, content.get(i), "%s.content[%d]".formatted(place, i));
        }
        return parts;
    }

    /** Adds a text, unless it is empty, which Anthropic refuses. */
    static void addText(ArrayNode parts, String text) {
        if (!text.isEmpty()) {
            parts.addObject().put("type", "text").put("text", text);
        }
    }

    private static void add(ArrayNode parts, JsonNode part, String place) {
        int before = parts.size();
        switch (part.path("type").asText("")) {
            case "text" -> addText(parts, part.path("text").asText(""));
            case "refusal" -> addText(parts, part.path("refusal").asText(""));
            case "image_url" -> addImage(parts, part.path("image_url"), place);
            case "file" -> addDocument(parts, part.path("file"), place);
            default ->
                throw new UntranslatableRequestException(
                        place,
                        "%s is of type '%s', which Anthropic does not take; it takes text, image_url and PDFs as file"
                                .formatted(place, part.path("type").asText("")));
        }
        if (parts.size() > before && part.hasNonNull("cache_control")) {
            // Not OpenAI's, but the only way to ask for Anthropic's prompt cache.
            ((ObjectNode) parts.get(before)).set("cache_control", part.path("cache_control"));
        }
    }

    private static void addImage(ArrayNode parts, JsonNode image, String place) {
        if (image.hasNonNull("detail") && !image.path("detail").asText("").equals("auto")) {
            ChatFields.sayOnce("image_url.detail");
        }
        String url = image.path("url").asText("");
        ObjectNode source = parts.addObject().put("type", "image").putObject("source");
        Matcher data = DATA_URL.matcher(url);
        if (data.lookingAt()) {
            base64(source, data.group(1), url.substring(data.end()));
        } else if (url.startsWith("https://") || url.startsWith("http://")) {
            source.put("type", "url").put("url", url);
        } else {
            throw new UntranslatableRequestException(
                    place,
                    place + " has an image that is neither in Base64 (data:image/png;base64,…) nor at an address");
        }
    }

    private static void addDocument(ArrayNode parts, JsonNode file, String place) {
        String content = file.path("file_data").asText("");
        Matcher data = DATA_URL.matcher(content);
        boolean isUrl = data.lookingAt();
        if (content.isEmpty() || isUrl && !data.group(1).equalsIgnoreCase(PDF)) {
            throw new UntranslatableRequestException(
                    place, place + " is a file that is no PDF in file_data; Anthropic takes others only as text");
        }
        ObjectNode document = parts.addObject().put("type", "document");
        base64(document.putObject("source"), PDF, isUrl ? content.substring(data.end()) : content);
        ChatRequest.copy(file, "filename", document, "title");
    }

    private static void base64(ObjectNode source, String mediaType, String data) {
        source.put("type", "base64").put("media_type", mediaType).put("data", data);
    }
}
