package dev.penstock.formats.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/** Makes a JSON object of a row or of a nested group; lists become arrays, and maps with names as keys objects. */
final class RowConverter extends GroupConverter {
    private final GroupType type;
    private final RowLimit limit;
    private final Consumer<JsonNode> taker;
    private final List<Converter> fields = new ArrayList<>();
    private ObjectNode group = JsonNodeFactory.instance.objectNode();

    /**
     * @param taker receives each group once it is complete
     */
    RowConverter(GroupType type, RowLimit limit, Consumer<JsonNode> taker) {
        this.type = type;
        this.limit = limit;
        this.taker = taker;
        for (Type field : type.getFields()) {
            Consumer<JsonNode> add = value -> add(field, value);
            fields.add(
                    field.isPrimitive()
                            ? new ValueConverter(field.asPrimitiveType(), limit, add)
                            : new RowConverter(field.asGroupType(), limit, add));
        }
    }

    @Override
    public Converter getConverter(int field) {
        return fields.get(field);
    }

    @Override
    public void start() {
        limit.count(0);
        group = JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void end() {
        taker.accept(simplified());
    }

    private void add(Type field, JsonNode value) {
        if (field.isRepetition(Type.Repetition.REPEATED)) {
            ArrayNode list =
                    group.get(field.getName()) instanceof ArrayNode known ? known : group.putArray(field.getName());
            list.add(value);
        } else {
            group.set(field.getName(), value);
        }
    }

    /** Returns a list or map without the two groups in which Parquet wraps it. */
    private JsonNode simplified() {
        LogicalTypeAnnotation kind = type.getLogicalTypeAnnotation();
        boolean isList = kind instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation;
        boolean isMap = kind instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation;
        if (!isList && !isMap) {
            return group;
        }
        JsonNode entries = group.path(type.getFieldName(0));
        return isList ? list(entries) : map(entries);
    }

    private JsonNode list(JsonNode entries) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        Type repeated = type.getType(0);
        boolean isWrapped = !repeated.isPrimitive() && repeated.asGroupType().getFieldCount() == 1;
        for (JsonNode entry : entries) {
            JsonNode value = isWrapped ? entry.get(repeated.asGroupType().getFieldName(0)) : entry;
            list.add(value == null ? JsonNodeFactory.instance.nullNode() : value);
        }
        return list;
    }

    private static JsonNode map(JsonNode entries) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        for (JsonNode entry : entries) {
            map.set(entry.path("key").asText(), entry.path("value"));
        }
        return map;
    }
}
