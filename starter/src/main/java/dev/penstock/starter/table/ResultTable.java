package dev.penstock.starter.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.contracts.BatchId;
import dev.penstock.formats.output.TableFormat;
import dev.penstock.formats.output.TableLimitException;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.StoredRow;
import dev.penstock.formats.table.StoredRows;
import dev.penstock.formats.table.TableWriter;
import dev.penstock.store.Result;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the results of a batch as a table: each row that was sent, in order, with its answer or the reason why there is none. */
public final class ResultTable {
    private final Store store;
    private final BatchId batch;
    private final TableFormat format;
    private final TableWishes wishes;
    private final FormulaGuard guard;

    public ResultTable(Store store, BatchId batch, TableFormat format, TableWishes wishes) {
        this.store = store;
        this.batch = batch;
        this.format = format;
        this.wishes = wishes;
        this.guard = new FormulaGuard(format, wishes);
    }

    /**
     * Writes the table, and returns sentences for the user about what differs in it from what was sent and answered.
     *
     * @throws TableRefusal if the batch cannot be such a table
     */
    public List<String> writeTo(OutputStream out) throws IOException {
        try (StoredRows rows = StoredRows.open(store, batch)
                .orElseThrow(
                        () -> new TableRefusal(("batch %s was planned by an older version, which kept no columns; its"
                                        + " results can be written as .jsonl")
                                .formatted(batch)))) {
            if (rows.columns().tooMany()) {
                throw new TableRefusal(
                        "the rows have more than %,d different columns, which is no table; their results can be written as .jsonl"
                                .formatted(rows.columns().columns().size()));
            }
            List<String> remarks = new ArrayList<>();
            List<Column> fields = wishes.explode().areWanted(store, batch) ? fields(remarks) : List.of();
            TableLayout layout = TableLayout.of(rows.columns().columns(), fields, wishes, guard);
            write(rows, layout, out);
            remarks.addAll(layout.remarks());
            guard.remark().ifPresent(remarks::add);
            return remarks;
        } catch (TableLimitException e) {
            throw new TableRefusal(e.getMessage() + "; write it as .csv or .parquet");
        }
    }

    private List<Column> fields(List<String> remarks) throws IOException {
        try {
            return AnswerFields.columns(store, batch);
        } catch (AnswerFields.TooManyFieldsException e) {
            if (wishes.explode() == FieldColumns.ALWAYS) {
                throw new TableRefusal(e.getMessage() + "; leave out --explode");
            }
            remarks.add(e.getMessage() + ", so none of them is one; each answer is whole in its own column");
            return List.of();
        }
    }

    private void write(StoredRows rows, TableLayout layout, OutputStream out) throws IOException {
        ObjectNode none = JsonNodeFactory.instance.objectNode();
        try (OrderedResults results = new OrderedResults(store, batch);
                TableWriter table = format.open(out, layout.all())) {
            for (StoredRow row = rows.next(); row != null; row = rows.next()) {
                Result result = results.peek();
                boolean isIts = result != null && results.line(result) == row.line();
                table.write(values(layout, row.values(), isIts ? result : null));
                if (isIts) {
                    results.skip();
                }
            }
            // The one into which all answers were reduced belongs to no row.
            for (Result result = results.peek(); result != null; result = results.peek()) {
                table.write(values(layout, none, result));
                results.skip();
            }
        }
    }

    private List<@Nullable JsonNode> values(TableLayout layout, ObjectNode row, @Nullable Result result) {
        List<@Nullable JsonNode> values = layout.values(row, result == null ? null : ResultFacts.of(result));
        for (int i = layout.rows().size(); i < values.size(); i++) {
            values.set(i, guard.guarded(values.get(i)));
        }
        return values;
    }
}
