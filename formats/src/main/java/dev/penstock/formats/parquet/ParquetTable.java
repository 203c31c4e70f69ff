package dev.penstock.formats.parquet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/** A Parquet file, written as a stream; only one group of rows is in memory. */
public final class ParquetTable implements TableWriter {
    /** Of all columns together, before compression: small enough to stay unnoticed in a heap of 512 MiB. */
    private static final long GROUP_BYTES = 8L << 20;

    private static final int PAGE_BYTES = 1 << 20;
    /** Rows after which the size of a group is looked at first: a hundred of the longest texts fill 200 MiB. */
    private static final int ROWS_A_CHECK = 10;

    private final ParquetWriter<List<? extends @Nullable JsonNode>> rows;

    public ParquetTable(OutputStream out, List<Column> columns) throws IOException {
        this.rows = new RowWriterBuilder(new StreamedFile(out), ParquetSchema.of(columns))
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(GROUP_BYTES)
                .withPageSize(PAGE_BYTES)
                .withMinRowCountForPageSizeCheck(ROWS_A_CHECK)
                .withMaxRowCountForPageSizeCheck(10 * ROWS_A_CHECK)
                .build();
    }

    @Override
    public void write(List<? extends @Nullable JsonNode> values) throws IOException {
        rows.write(values);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
