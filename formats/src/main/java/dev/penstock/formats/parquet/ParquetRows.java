package dev.penstock.formats.parquet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.formats.table.Column;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a Parquet file one by one; one group of rows is in memory, compressed. */
public final class ParquetRows implements Closeable {
    private static final int COLUMNS = 10_000;

    private final SeekableByteChannel channel;
    private final ParquetSizes sizes;
    private final ParquetFileReader file;
    private final MessageColumnIO columns;
    private final List<Column> declared;
    private final RowLimit limit = new RowLimit();
    private final RowConverter root;
    private ObjectNode row = JsonNodeFactory.instance.objectNode();
    private @Nullable RecordReader<ObjectNode> records;
    private Runnable muchMemory = () -> {};
    private int group;
    private long left;

    /**
     * Opens the rows.
     *
     * @param channel the file, which is closed with the rows
     * @throws IOException when the file is damaged or too large for the memory, with a sentence for the user
     */
    public ParquetRows(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.sizes = new ParquetSizes(channel, Runtime.getRuntime().maxMemory());
        try {
            sizes.checkFooter();
            this.file = ParquetFileReader.open(new ChannelFile(channel), options());
            MessageType schema = file.getFooter().getFileMetaData().getSchema();
            if (schema.getPaths().size() > COLUMNS) {
                throw new IOException("it has more than %,d columns".formatted(COLUMNS));
            }
            this.columns = new ColumnIOFactory().getColumnIO(schema);
            this.declared = ColumnsOfFile.of(schema);
            this.root = new RowConverter(schema, limit, made -> row = (ObjectNode) made);
        } catch (IOException e) {
            channel.close();
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            channel.close();
            throw damaged(e);
        }
    }

    static ParquetReadOptions options() {
        return new ParquetReadOptions.Builder(new PlainParquetConfiguration())
                .withCodecFactory(new ParquetCodecs())
                .build();
    }

    /** Returns the number of rows, as the file declares it. */
    public long count() {
        return file.getRecordCount();
    }

    /** Returns the columns as the file declares them. */
    public List<Column> columns() {
        return declared;
    }

    /** Sets what is called before a group of rows takes a larger part of the memory; it may wait. */
    public void beforeMuchMemory(Runnable call) {
        muchMemory = call;
    }

    /** Reads the next row, in which what is missing is null; null at the end. */
    public @Nullable ObjectNode next() throws IOException {
        try {
            if (left == 0 && !readGroup()) {
                return null;
            }
            limit.beginRow();
            left--;
            ObjectNode made = records == null ? row : records.read();
            for (Column column : declared) {
                if (!made.has(column.name())) {
                    made.putNull(column.name());
                }
            }
            return made;
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(e);
        }
    }

    /** Reads the next group that has rows; returns false at the end. */
    private boolean readGroup() throws IOException {
        List<BlockMetaData> groups = file.getRowGroups();
        // The library passes over groups without rows, too: what it reads next is what was checked.
        while (group < groups.size() && groups.get(group).getRowCount() == 0) {
            group++;
        }
        if (group == groups.size()) {
            return false;
        }
        if (sizes.check(groups.get(group++)) > sizes.much()) {
            muchMemory.run();
        }
        PageReadStore pages = new BoundedPages(file.readNextRowGroup(), sizes.ofPages());
        records = columns.getRecordReader(pages, new Rows());
        left = pages.getRowCount();
        return true;
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            file.close();
        }
    }

    private static IOException damaged(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof RowLimit.RowTooLargeException)) {
            cause = cause.getCause();
        }
        if (cause instanceof IOException damaged && e instanceof UncheckedIOException) {
            return damaged;
        }
        return cause instanceof RowLimit.RowTooLargeException || cause instanceof IllegalArgumentException
                ? new IOException(String.valueOf(cause.getMessage()), e)
                : (IOException) ParquetSizes.damaged(cause.getMessage()).initCause(e);
    }

    /** The library's view of the converter. */
    private final class Rows extends RecordMaterializer<ObjectNode> {
        @Override
        public ObjectNode getCurrentRecord() {
            return row;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}
