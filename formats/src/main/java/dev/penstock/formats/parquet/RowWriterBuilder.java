package dev.penstock.formats.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/** Makes the library's writer of our rows. */
final class RowWriterBuilder extends ParquetWriter.Builder<List<? extends @Nullable JsonNode>, RowWriterBuilder> {
    private final ParquetSchema schema;

    RowWriterBuilder(OutputFile file, ParquetSchema schema) {
        super(file);
        this.schema = schema;
    }

    @Override
    protected RowWriterBuilder self() {
        return this;
    }

    @Override
    protected WriteSupport<List<? extends @Nullable JsonNode>> getWriteSupport(ParquetConfiguration unused) {
        return new RowSupport(schema);
    }

    @Override
    protected WriteSupport<List<? extends @Nullable JsonNode>> getWriteSupport(Configuration unused) {
        return new RowSupport(schema);
    }
}
