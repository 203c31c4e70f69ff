package dev.penstock.formats.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.table.TableWriter;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/** Hands the values of a row to the library, which sorts them into columns. */
final class RowSupport extends WriteSupport<List<? extends @Nullable JsonNode>> {
    private final ParquetSchema schema;
    private @Nullable RecordConsumer cells;

    RowSupport(ParquetSchema schema) {
        this.schema = schema;
    }

    @Override
    public WriteContext init(ParquetConfiguration unused) {
        return new WriteContext(schema.message(), Map.of());
    }

    @Override
    public WriteContext init(Configuration unused) {
        return new WriteContext(schema.message(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
        cells = consumer;
    }

    @Override
    public void write(List<? extends @Nullable JsonNode> row) {
        RecordConsumer to = cells;
        if (to == null) {
            throw new IllegalStateException("a row came before the file was begun");
        }
        to.startMessage();
        for (int i = 0; i < row.size(); i++) {
            JsonNode value = row.get(i);
            if (value != null && !TableWriter.isAbsent(value)) {
                String name = schema.message().getFieldName(i);
                to.startField(name, i);
                ParquetValue.write(schema.columns().get(i), value, to);
                to.endField(name, i);
            }
        }
        to.endMessage();
    }
}
