package dev.penstock.formats.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.jspecify.annotations.Nullable;

/**
 * A group of rows whose pages are checked before they are decoded, so that those in work, one of each column, do not take too much
 * memory together.
 */
final class BoundedPages implements PageReadStore {
    private final PageReadStore pages;
    private final long most;
    private final Map<ColumnDescriptor, Long> taken = new HashMap<>();
    private long sum;

    /**
     * @param most the bytes that decoding may take
     */
    BoundedPages(PageReadStore pages, long most) {
        this.pages = pages;
        this.most = most;
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        return new BoundedReader(pages.getPageReader(column), column);
    }

    @Override
    public long getRowCount() {
        return pages.getRowCount();
    }

    private void take(ColumnDescriptor column, DataPage page) {
        try {
            long memory = PageMemory.of(page, column);
            Long before = taken.put(column, memory);
            sum += memory - (before == null ? 0 : before);
            if (sum > most) {
                throw new IllegalArgumentException(
                        "its pages stand for more values than fit in %d MiB, which is an eighth of the memory: write it with smaller pages"
                                .formatted(most >> 20));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class BoundedReader implements PageReader {
        private final PageReader reader;
        private final ColumnDescriptor column;

        private BoundedReader(PageReader reader, ColumnDescriptor column) {
            this.reader = reader;
            this.column = column;
        }

        @Override
        public @Nullable DictionaryPage readDictionaryPage() {
            return reader.readDictionaryPage();
        }

        @Override
        public long getTotalValueCount() {
            return reader.getTotalValueCount();
        }

        @Override
        public @Nullable DataPage readPage() {
            DataPage page = reader.readPage();
            if (page != null) {
                take(column, page);
            }
            return page;
        }
    }
}
