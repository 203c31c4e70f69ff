package dev.penstock.formats.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.jsonType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;

import dev.penstock.formats.table.Column;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The schema of a file for a table's columns; each value may be missing.
 *
 * @param message the schema in the library's words
 */
record ParquetSchema(List<Column> columns, MessageType message) {
    static ParquetSchema of(List<Column> columns) {
        return new ParquetSchema(
                columns,
                new MessageType(
                        "row", columns.stream().map(ParquetSchema::field).toList()));
    }

    private static Type field(Column column) {
        return switch (column.type()) {
            case TEXT ->
                Types.optional(PrimitiveTypeName.BINARY).as(stringType()).named(column.name());
            case JSON -> Types.optional(PrimitiveTypeName.BINARY).as(jsonType()).named(column.name());
            case BINARY -> Types.optional(PrimitiveTypeName.BINARY).named(column.name());
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
            case INTEGER -> Types.optional(PrimitiveTypeName.INT32).named(column.name());
            case LONG -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case FLOAT -> Types.optional(PrimitiveTypeName.FLOAT).named(column.name());
            case DOUBLE -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            case DECIMAL ->
                Types.optional(PrimitiveTypeName.BINARY)
                        .as(decimalType(column.scale(), column.precision()))
                        .named(column.name());
            case DATE -> Types.optional(PrimitiveTypeName.INT32).as(dateType()).named(column.name());
            case TIMESTAMP ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(timestampType(false, TimeUnit.MICROS))
                        .named(column.name());
            case INSTANT ->
                Types.optional(PrimitiveTypeName.INT64)
                        .as(timestampType(true, TimeUnit.MICROS))
                        .named(column.name());
        };
    }
}
