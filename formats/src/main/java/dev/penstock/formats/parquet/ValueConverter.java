package dev.penstock.formats.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnType;
import dev.penstock.store.UntrustedJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Makes JSON of one value, as {@link ColumnType} says. */
final class ValueConverter extends PrimitiveConverter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long JULIAN_EPOCH = 2_440_588;

    private final PrimitiveType type;
    private final Column column;
    private final RowLimit limit;
    private final Consumer<JsonNode> taker;

    ValueConverter(PrimitiveType type, RowLimit limit, Consumer<JsonNode> taker) {
        this.type = type;
        this.column = ColumnsOfFile.column(type);
        this.limit = limit;
        this.taker = taker;
    }

    @Override
    public void addBinary(Binary value) {
        limit.count(value.length());
        taker.accept(
                switch (column.type()) {
                    case TEXT -> NODES.textNode(isUuid() ? uuid(value) : value.toStringUsingUTF8());
                    case JSON -> json(value.toStringUsingUTF8());
                    case DECIMAL -> NODES.numberNode(new BigDecimal(new BigInteger(value.getBytes()), column.scale()));
                    case TIMESTAMP -> NODES.textNode(oldTimestamp(value));
                    default -> NODES.textNode(Base64.getEncoder().encodeToString(value.getBytes()));
                });
    }

    @Override
    public void addBoolean(boolean value) {
        limit.count(1);
        taker.accept(NODES.booleanNode(value));
    }

    @Override
    public void addDouble(double value) {
        limit.count(8);
        taker.accept(Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode());
    }

    @Override
    public void addFloat(float value) {
        limit.count(4);
        taker.accept(Float.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode());
    }

    @Override
    public void addInt(int value) {
        limit.count(4);
        taker.accept(
                switch (column.type()) {
                    case DATE -> NODES.textNode(LocalDate.ofEpochDay(value).toString());
                    case DECIMAL -> NODES.numberNode(BigDecimal.valueOf(value, column.scale()));
                    case LONG -> NODES.numberNode(Integer.toUnsignedLong(value));
                    case TEXT ->
                        NODES.textNode(LocalTime.ofNanoOfDay(value * 1_000_000L).toString());
                    default -> NODES.numberNode(value);
                });
    }

    @Override
    public void addLong(long value) {
        limit.count(8);
        taker.accept(
                switch (column.type()) {
                    case DECIMAL ->
                        NODES.numberNode(
                                ColumnsOfFile.isUnsigned(type)
                                        ? new BigDecimal(Long.toUnsignedString(value))
                                        : BigDecimal.valueOf(value, column.scale()));
                    case INSTANT -> NODES.textNode(moment(value).toString());
                    case TIMESTAMP ->
                        NODES.textNode(LocalDateTime.ofInstant(moment(value), ZoneOffset.UTC)
                                .toString());
                    case TEXT ->
                        NODES.textNode(LocalTime.ofNanoOfDay(value * nanos()).toString());
                    default -> NODES.numberNode(value);
                });
    }

    private boolean isUuid() {
        return type.getLogicalTypeAnnotation() instanceof LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
    }

    private static String uuid(Binary value) {
        ByteBuffer bytes = value.toByteBuffer();
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private static JsonNode json(String text) {
        try {
            return UntrustedJson.parse(text);
        } catch (IOException e) {
            return NODES.textNode(text);
        }
    }

    /** Returns a moment in 96 bits, as Spark wrote it before 3.0. */
    private static String oldTimestamp(Binary value) {
        ByteBuffer bytes = ByteBuffer.wrap(value.getBytes()).order(ByteOrder.LITTLE_ENDIAN);
        long nanos = bytes.getLong();
        long day = bytes.getInt() - JULIAN_EPOCH;
        return LocalDate.ofEpochDay(day).atStartOfDay().plusNanos(nanos).toString();
    }

    private Instant moment(long value) {
        long nanos = nanos();
        long aSecond = 1_000_000_000L / nanos;
        return Instant.ofEpochSecond(Math.floorDiv(value, aSecond), Math.floorMod(value, aSecond) * nanos);
    }

    /** Returns the nanoseconds of the unit of a time. */
    private long nanos() {
        TimeUnit unit = switch (type.getLogicalTypeAnnotation()) {
            case TimestampLogicalTypeAnnotation timestamp -> timestamp.getUnit();
            case TimeLogicalTypeAnnotation time -> time.getUnit();
            case null, default -> TimeUnit.MICROS;
        };
        return switch (unit) {
            case MILLIS -> 1_000_000;
            case MICROS -> 1_000;
            case NANOS -> 1;
        };
    }
}
