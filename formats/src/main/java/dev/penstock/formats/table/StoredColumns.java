package dev.penstock.formats.table;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * The columns of a batch's rows, as stored in {@code columns.json}.
 *
 * @param tooMany whether the rows have more names than a table can have; those beyond are missing here
 */
public record StoredColumns(
        List<Column> columns, @JsonProperty("too_many") boolean tooMany) {}
