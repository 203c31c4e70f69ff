package dev.penstock.starter.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.penstock.contracts.SpreadsheetText;
import dev.penstock.formats.output.TableFormat;
import dev.penstock.formats.table.Column;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts an apostrophe before what the model or the provider wrote, in cells and in names of columns, where a spreadsheet would
 * take it for a formula. What the user sent comes back as it was.
 */
final class FormulaGuard {
    private final boolean isActive;
    private long cells;

    /**
     * @param format the table's format: only CSV and TSV do not tell texts from formulas
     */
    FormulaGuard(TableFormat format, TableWishes wishes) {
        this.isActive = wishes.guarded() && (format == TableFormat.CSV || format == TableFormat.TSV);
    }

    /** Returns a column with a name that is no formula. */
    Column guarded(Column column) {
        return column.named(guarded(column.name()));
    }

    /** Returns a value of which a text is no formula. */
    @Nullable
    JsonNode guarded(@Nullable JsonNode value) {
        if (value == null || !value.isTextual()) {
            return value;
        }
        String text = guarded(value.textValue());
        return text.equals(value.textValue()) ? value : JsonNodeFactory.instance.textNode(text);
    }

    private String guarded(String text) {
        String safe = isActive ? SpreadsheetText.guarded(text) : text;
        if (!safe.equals(text)) {
            cells++;
        }
        return safe;
    }

    /** Returns a sentence for the user about the cells that have an apostrophe, if there are any. */
    Optional<String> remark() {
        return cells == 0
                ? Optional.empty()
                : Optional.of(
                        ("%,d texts of answers begin like a spreadsheet's formula and have an apostrophe before them;"
                                        + " --exact leaves them as they are")
                                .formatted(cells));
    }
}
