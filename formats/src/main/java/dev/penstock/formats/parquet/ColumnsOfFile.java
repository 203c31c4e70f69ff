package dev.penstock.formats.parquet;

import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnType;
import java.util.List;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** The columns of a table for the schema of a Parquet file. */
final class ColumnsOfFile {
    private static final int UNSIGNED_DIGITS = 20;

    private ColumnsOfFile() {}

    static List<Column> of(GroupType schema) {
        return schema.getFields().stream().map(ColumnsOfFile::column).toList();
    }

    private static Column column(Type field) {
        return field.isPrimitive() && !field.isRepetition(Type.Repetition.REPEATED)
                ? column(field.asPrimitiveType())
                : new Column(field.getName(), ColumnType.JSON);
    }

    static Column column(PrimitiveType field) {
        String name = field.getName();
        LogicalTypeAnnotation meaning = field.getLogicalTypeAnnotation();
        return switch (meaning) {
            case DecimalLogicalTypeAnnotation decimal ->
                new Column(name, ColumnType.DECIMAL, decimal.getPrecision(), decimal.getScale());
            case DateLogicalTypeAnnotation date -> new Column(name, ColumnType.DATE);
            case TimestampLogicalTypeAnnotation timestamp ->
                new Column(name, timestamp.isAdjustedToUTC() ? ColumnType.INSTANT : ColumnType.TIMESTAMP);
            case StringLogicalTypeAnnotation string -> new Column(name, ColumnType.TEXT);
            case EnumLogicalTypeAnnotation constant -> new Column(name, ColumnType.TEXT);
            case UUIDLogicalTypeAnnotation uuid -> new Column(name, ColumnType.TEXT);
            case TimeLogicalTypeAnnotation time -> new Column(name, ColumnType.TEXT);
            case JsonLogicalTypeAnnotation json -> new Column(name, ColumnType.JSON);
            case null, default -> plain(field);
        };
    }

    private static Column plain(PrimitiveType field) {
        String name = field.getName();
        return switch (field.getPrimitiveTypeName()) {
            case BOOLEAN -> new Column(name, ColumnType.BOOLEAN);
            case INT32 -> new Column(name, isUnsigned(field) ? ColumnType.LONG : ColumnType.INTEGER);
            case INT64 ->
                isUnsigned(field)
                        ? new Column(name, ColumnType.DECIMAL, UNSIGNED_DIGITS, 0)
                        : new Column(name, ColumnType.LONG);
            case FLOAT -> new Column(name, ColumnType.FLOAT);
            case DOUBLE -> new Column(name, ColumnType.DOUBLE);
            case INT96 -> new Column(name, ColumnType.TIMESTAMP);
            case BINARY, FIXED_LEN_BYTE_ARRAY -> new Column(name, ColumnType.BINARY);
        };
    }

    static boolean isUnsigned(PrimitiveType field) {
        return field.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation number && !number.isSigned();
    }
}
