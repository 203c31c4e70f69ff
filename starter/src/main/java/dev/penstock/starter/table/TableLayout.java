package dev.penstock.starter.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.ColumnNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of results: those of its rows, unchanged, then those of the results, then the fields of answers. Where
 * a row has a column of the same name, one of the results is named {@code penstock_…}; a field whose name was taken by either is
 * named {@code answer_…}.
 *
 * @param rows the columns of the rows
 * @param further the columns of the results, under the names that they have in the table
 * @param fields the fields of answers, under their own names
 * @param all all columns under the names that they have in the table
 * @param ours the names of the results' columns whose own name was taken
 * @param renamed the names of the fields' columns whose own name was taken
 */
record TableLayout(
        List<Column> rows,
        List<Column> further,
        List<Column> fields,
        List<Column> all,
        List<String> ours,
        List<String> renamed,
        TableWishes wishes) {
    private static final String OURS = "penstock_";
    private static final String OF_ANSWERS = "answer_";

    static TableLayout of(List<Column> rows, List<Column> fields, TableWishes wishes, FormulaGuard guard) {
        List<Column> all = new ArrayList<>();
        List<String> names = namesOf(rows);
        Set<String> taken = new HashSet<>(names);
        for (int i = 0; i < rows.size(); i++) {
            all.add(rows.get(i).named(names.get(i)));
        }
        List<String> ours = new ArrayList<>();
        List<String> renamed = new ArrayList<>();
        List<Column> further = new ArrayList<>();
        for (ResultColumn column : wishes.columns()) {
            String name = column == ResultColumn.ANSWER ? wishes.answer() : column.toString();
            further.add(named(new Column(name, column.type()), OURS, taken, ours));
        }
        all.addAll(further);
        for (Column field : fields) {
            Column own = guard.guarded(field.name().isBlank() ? field.named("field") : field);
            all.add(named(own, OF_ANSWERS, taken, renamed));
        }
        return new TableLayout(rows, further, fields, all, ours, renamed, wishes);
    }

    private static List<String> namesOf(List<Column> rows) {
        return ColumnNames.of(rows.stream().map(Column::name).toList()).names();
    }

    private static Column named(Column column, String prefix, Set<String> taken, List<String> renamed) {
        Column named = free(column, prefix, taken);
        if (!named.equals(column)) {
            renamed.add(named.name());
        }
        return named;
    }

    private static Column free(Column column, String prefix, Set<String> taken) {
        Column named = column;
        for (int n = 1; !taken.add(named.name()); n++) {
            named = column.named(prefix + column.name() + (n == 1 ? "" : "_" + n));
        }
        return named;
    }

    /** Returns sentences for the user about the columns that are not called as they are wanted, if there are any. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!ours.isEmpty()) {
            remarks.add("the input has columns of these names itself, so ours are called " + ColumnNames.shown(ours));
        }
        if (!renamed.isEmpty()) {
            remarks.add("answers have fields whose names other columns have already, so theirs are called "
                    + ColumnNames.shown(renamed));
        }
        return remarks;
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
