package dev.penstock.formats;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.pipeline.TemplatePlaceholders;
import dev.penstock.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A prompt with placeholders for a line's fields: {@code Classify: {{text}}}, {@code {{author.name}}}, {@code {{tags.0}}}. */
public final class PromptTemplate {
    private static final String FILE = TemplatePlaceholders.FILE;

    private final List<TemplatePlaceholders.Part> parts;
    private final List<String> fields;

    private PromptTemplate(String text) {
        parts = TemplatePlaceholders.parts(text);
        fields = parts.stream()
                .map(TemplatePlaceholders.Part::place)
                .filter(Objects::nonNull)
                .filter(place -> !place.startsWith(FILE))
                .toList();
    }

    public static PromptTemplate of(String text) {
        return new PromptTemplate(text);
    }

    /** Returns the names of the fields in the placeholders, in their order; files are none. */
    List<String> fields() {
        return fields;
    }

    /** Returns whether the prompt has a place for this field, as a text or as a file. */
    boolean names(String field) {
        return parts.stream()
                .map(TemplatePlaceholders.Part::place)
                .filter(Objects::nonNull)
                .map(place -> place.startsWith(FILE)
                        ? place.substring(FILE.length()).strip()
                        : TemplatePlaceholders.root(place))
                .anyMatch(field::equals);
    }

    /** A piece of a filled prompt: a text, or what names a file. */
    record Piece(String text, boolean isFile) {}

    /**
     * Replaces the placeholders with the values of a line's fields.
     *
     * @throws MissingFieldException when the line lacks a field
     * @throws PromptTooLongException when the prompt would be too long
     */
    public String fill(ObjectNode fields) {
        return pieces(fields).stream().map(Piece::text).collect(Collectors.joining());
    }

    /** Returns the filled prompt, cut where it names files: {@code {{file:rules.txt}}}, or {@code {{file:photo}}} for a field. */
    List<Piece> pieces(ObjectNode fields) {
        List<Piece> pieces = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (TemplatePlaceholders.Part part : parts) {
            append(text, part.before());
            if (part.place() != null && part.place().startsWith(FILE)) {
                pieces.add(new Piece(text.toString(), false));
                text.setLength(0);
                pieces.add(new Piece(
                        file(fields, part.place().substring(FILE.length()).strip()), true));
            } else if (part.place() != null) {
                append(text, value(fields, part.place()));
            }
        }
        pieces.add(new Piece(text.toString(), false));
        return pieces;
    }

    private static String file(ObjectNode fields, String named) {
        return fields.has(named) ? value(fields, named) : named;
    }

    private static void append(StringBuilder text, String more) {
        if (text.length() + more.length() > FormatLimits.PROMPT_LETTERS) {
            throw new PromptTooLongException();
        }
        text.append(more);
    }

    private static String value(ObjectNode fields, String field) {
        JsonNode value = fields.get(field);
        if (value == null) {
            value = fields;
            for (String name : field.split("\\.", -1)) {
                value = value.isArray() && name.matches("\\d{1,9}")
                        ? value.path(Integer.parseInt(name))
                        : value.path(name);
            }
        }
        if (value.isMissingNode() || value.isNull()) {
            throw new MissingFieldException(field, fields, value.isNull());
        }
        return Json.text(value);
    }

    /** Thrown when a line lacks a field of the template; the message names the field and the line's own fields. */
    public static final class MissingFieldException extends RuntimeException {
        private static final int NAMED = 12;

        MissingFieldException(String field, ObjectNode fields, boolean isNull) {
            super(
                    isNull
                            ? "\"" + field + "\" is null"
                            : "there is no field \"" + field + "\"; the fields are: " + names(fields));
        }

        static String names(ObjectNode fields) {
            List<String> names = new ArrayList<>();
            fields.fieldNames().forEachRemaining(names::add);
            return names.isEmpty()
                    ? "none"
                    : String.join(", ", names.subList(0, Math.min(NAMED, names.size())))
                            + (names.size() > NAMED ? ", …" : "");
        }
    }
}
