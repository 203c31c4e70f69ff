package dev.penstock.formats.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.table.Column;
import dev.penstock.store.Json;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Writes a value as its column's type in Parquet. */
final class ParquetValue {
    private ParquetValue() {}

    static void write(Column column, JsonNode value, RecordConsumer to) {
        switch (column.type()) {
            case TEXT -> to.addBinary(Binary.fromString(Json.text(value)));
            case JSON -> to.addBinary(Binary.fromString(value.toString()));
            case BINARY ->
                to.addBinary(Binary.fromConstantByteArray(Base64.getDecoder().decode(value.asText())));
            case BOOLEAN -> to.addBoolean(value.booleanValue());
            case INTEGER -> to.addInteger(value.intValue());
            case LONG -> to.addLong(value.longValue());
            case FLOAT -> to.addFloat(value.floatValue());
            case DOUBLE -> to.addDouble(value.doubleValue());
            case DECIMAL ->
                to.addBinary(Binary.fromConstantByteArray(value.decimalValue()
                        .setScale(column.scale(), RoundingMode.UNNECESSARY)
                        .unscaledValue()
                        .toByteArray()));
            case DATE -> to.addInteger((int) LocalDate.parse(value.asText()).toEpochDay());
            case TIMESTAMP ->
                to.addLong(micros(LocalDateTime.parse(value.asText()).toInstant(ZoneOffset.UTC)));
            case INSTANT -> to.addLong(micros(Instant.parse(value.asText())));
        }
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
