package dev.penstock.store.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.store.Json;
import java.util.Locale;
import java.util.Optional;

/**
 * A part of a message that stands for a file until the request is called, so that plans do not hold pictures. It is replaced only
 * in batches that may read files, see {@link FileGrants}; anywhere else it is a part that no provider knows.
 *
 * @param path absolute
 * @param size in bytes, when the batch was planned
 * @param modified the time of the last change, in milliseconds since 1970
 */
public record FilePart(String path, Kind kind, long size, long modified) {
    /** The largest file that is sent. */
    public static final long MOST_BYTES = 20 << 20;

    /** The type of such a part. */
    public static final String TYPE = "penstock_file";

    private static final String PATH = "path";
    private static final String NO_TEXT = "no_text";

    /** How a file is given to a model. */
    public enum Kind {
        IMAGE,
        DOCUMENT,
        TEXT
    }

    /** Returns a part for a path as it was typed; planning looks at the file. */
    public static ObjectNode typed(String path) {
        return Json.MAPPER.createObjectNode().put("type", TYPE).put(PATH, path);
    }

    /** Returns a part for the path of an image, which planning refuses if the file is a text. */
    public static ObjectNode typedImage(String path) {
        return typed(path).put(NO_TEXT, true);
    }

    /** Returns whether a part as it was typed is for something to look at, so that its file must not be a text. */
    public static boolean isForImage(JsonNode part) {
        return part.path(NO_TEXT).asBoolean();
    }

    /** Returns whether an object says that it stands for a file, well formed or not. */
    public static boolean isClaimed(JsonNode node) {
        return node.path("type").asText("").equals(TYPE);
    }

    /** Returns whether a request has an object that says that it stands for a file. */
    public static boolean isIn(JsonNode body) {
        return body.findValues("type").stream().anyMatch(type -> type.asText("").equals(TYPE));
    }

    /** Returns the path of a part, as typed or absolute; empty for all other parts. */
    public static Optional<String> path(JsonNode part) {
        return isClaimed(part) && part.path(PATH).isTextual()
                ? Optional.of(part.path(PATH).textValue())
                : Optional.empty();
    }

    /** Returns the file of a part that was planned; empty for all other parts, and for sizes that no file has. */
    public static Optional<FilePart> planned(JsonNode part) {
        String kind = part.path("kind").asText("").toUpperCase(Locale.ROOT);
        return path(part)
                .filter(path -> !kind.isEmpty() && isSize(part.path("size")))
                .flatMap(path -> {
                    try {
                        return Optional.of(new FilePart(
                                path,
                                Kind.valueOf(kind),
                                part.path("size").asLong(),
                                part.path("modified").asLong()));
                    } catch (IllegalArgumentException unknownKind) {
                        return Optional.empty();
                    }
                });
    }

    private static boolean isSize(JsonNode size) {
        return size.isIntegralNumber()
                && size.canConvertToInt()
                && size.intValue() >= 0
                && size.intValue() <= MOST_BYTES;
    }

    public ObjectNode toJson() {
        return typed(path)
                .put("kind", kind.name().toLowerCase(Locale.ROOT))
                .put("size", size)
                .put("modified", modified);
    }
}
