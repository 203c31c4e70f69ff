package dev.penstock.starter.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.formats.table.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of results: those of its rows, unchanged, then those of the results, then the fields of answers. Where
 * a row has a column of the same name, the further one is named {@code penstock_…}.
 *
 * @param rows the columns of the rows
 * @param further the columns of the results, under the names that they have in the table
 * @param fields the fields of answers, under their own names
 * @param all all columns under the names that they have in the table
 */
record TableLayout(List<Column> rows, List<Column> further, List<Column> fields, List<Column> all, TableWishes wishes) {
    private static final String OURS = "penstock_";

    static TableLayout of(List<Column> rows, List<Column> fields, TableWishes wishes) {
        List<Column> all = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Column column : rows) {
            all.add(free(column.named(column.name().isBlank() ? "column" + (all.size() + 1) : column.name()), taken));
        }
        List<Column> further = new ArrayList<>();
        for (ResultColumn column : wishes.columns()) {
            String name = column == ResultColumn.ANSWER ? wishes.answer() : column.toString();
            further.add(free(new Column(name, column.type()), taken));
        }
        all.addAll(further);
        for (Column field : fields) {
            all.add(free(field.name().isBlank() ? field.named("field") : field, taken));
        }
        return new TableLayout(rows, further, fields, all, wishes);
    }

    private static Column free(Column column, Set<String> taken) {
        Column named = column;
        for (int n = 1; !taken.add(named.name()); n++) {
            named = column.named(OURS + column.name() + (n == 1 ? "" : "_" + n));
        }
        return named;
    }

    /**
     * Returns the values of a row.
     *
     * @param row the values that were sent; none for a result that belongs to no row
     * @param facts the row's result; null if it has none
     */
    List<@Nullable JsonNode> values(ObjectNode row, @Nullable ResultFacts facts) {
        List<@Nullable JsonNode> values = new ArrayList<>(all.size());
        for (Column column : rows) {
            values.add(row.get(column.name()));
        }
        for (ResultColumn column : wishes.columns()) {
            values.add(facts == null ? JsonNodeFactory.instance.nullNode() : column.of(facts));
        }
        if (!fields.isEmpty()) {
            ObjectNode answer = facts == null
                    ? JsonNodeFactory.instance.objectNode()
                    : AnswerFields.of(facts).orElseGet(JsonNodeFactory.instance::objectNode);
            for (Column field : fields) {
                values.add(answer.get(field.name()));
            }
        }
        return values;
    }
}
