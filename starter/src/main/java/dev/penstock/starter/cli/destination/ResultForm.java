package dev.penstock.starter.cli.destination;

import com.github.luben.zstd.ZstdOutputStream;
import dev.penstock.contracts.BatchId;
import dev.penstock.formats.output.TableFormat;
import dev.penstock.starter.cli.output.StandardOutput;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.table.ResultTable;
import dev.penstock.starter.table.TableRefusal;
import dev.penstock.starter.table.TableWishes;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Store;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.io.output.CloseShieldOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The form in which the results of a batch are written.
 *
 * @param format the table's format; null = result lines in OpenAI's format
 * @param packing how the file is compressed
 * @param say tells the user what is worth knowing about what was written
 */
public record ResultForm(
        @Nullable TableFormat format, ResultPacking packing, TableWishes wishes, Consumer<String> say) {
    /** Result lines as they stand in the store. */
    public static final ResultForm LINES = new ResultForm(null, ResultPacking.NONE, TableWishes.USUAL, remark -> {});

    /** Tells whether the content is no text, which a terminal cannot show. */
    private boolean isBinary() {
        return packing != ResultPacking.NONE || format == TableFormat.PARQUET || format == TableFormat.XLSX;
    }

    /**
     * Refuses to write what is no text to a terminal.
     *
     * @throws UserError if that is wanted
     */
    public void refuseOnTerminal(OutputDestination destination) {
        if (isBinary() && destination instanceof StandardOutputDestination && StandardOutput.isTerminal()) {
            throw new UserError("this output is no text that a terminal can show; name a file with -o");
        }
    }

    /** Tells whether the results are written as the lines that the store has. */
    public boolean isLines() {
        return format == null;
    }

    /**
     * Writes the results of a batch that has ended.
     *
     * @throws UserError if they cannot have this form
     */
    public void write(Store store, BatchId batch, OutputStream out) throws IOException {
        switch (packing) {
            case NONE -> content(store, batch, out);
            case GZIP -> {
                GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16);
                content(store, batch, packed);
                packed.finish();
            }
            case ZSTD -> {
                try (OutputStream packed = new ZstdOutputStream(CloseShieldOutputStream.wrap(out))) {
                    content(store, batch, packed);
                }
            }
        }
    }

    private void content(Store store, BatchId batch, OutputStream out) throws IOException {
        if (format == null) {
            copy(store, batch, BatchFile.OUTPUT, out);
            return;
        }
        try {
            List<String> remarks = new ResultTable(store, batch, format, wishes).writeTo(out);
            out.flush(); // Else a terminal shows the remarks within the last rows.
            remarks.forEach(remark -> say.accept("note:     " + remark));
        } catch (TableRefusal e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }

    /** Copies a file of a batch. */
    static void copy(Store store, BatchId batch, BatchFile file, OutputStream out) throws IOException {
        try (InputStream in = store.find(batch, file)
                .orElseThrow(() -> new FileNotFoundException("batch " + batch + " has no " + file + " in the store"))) {
            long unused = in.transferTo(out);
        }
    }
}
