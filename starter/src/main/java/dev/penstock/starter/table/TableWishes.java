package dev.penstock.starter.table;

import java.util.List;

/**
 * What somebody wants to have in a table of results beside the columns of its rows.
 *
 * @param columns the further columns, in order
 * @param answer the name of the column with the answers
 * @param explode when the fields of answers that are JSON objects become columns
 * @param guarded whether texts that a spreadsheet would take for formulas get an apostrophe before them
 */
public record TableWishes(List<ResultColumn> columns, String answer, FieldColumns explode, boolean guarded) {
    /** What a table has of which nothing was said. */
    public static final TableWishes USUAL =
            new TableWishes(ResultColumn.USUAL, ResultColumn.ANSWER.toString(), FieldColumns.OF_JSON_BATCHES, true);
}
