package dev.penstock.activities.batch.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.table.Column;
import dev.penstock.formats.table.StoredRow;
import dev.penstock.formats.table.StoredRows;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Planning keeps the rows of an input, from which tables of results are made. */
class KeptRowsTest extends PlanTestCase {
    @Test
    void rowsOutliveTheirFileWithAllColumnsAlsoThoseOfSkippedLines() throws IOException {
        BatchSpec spec = input("in.csv", "id,text,note", "1,a,x", "2,b", "3,c,z")
                .with(SpecKey.PROMPT, "{{text}}")
                .with(SpecKey.MODEL, "m")
                .with(SpecKey.SKIP_INVALID, true);

        planner().batch(BATCH, spec);
        Files.delete(folder.resolve("in.csv"));

        assertThat(rows())
                .containsExactly(
                        "2 {\"id\":\"1\",\"text\":\"a\",\"note\":\"x\"}",
                        "3 {}",
                        "4 {\"id\":\"3\",\"text\":\"c\",\"note\":\"z\"}");
        try (StoredRows rows = StoredRows.open(store, BATCH).orElseThrow()) {
            assertThat(rows.columns().columns()).extracting(Column::name).containsExactly("id", "text", "note");
        }
    }

    @Test
    void theRowOfARequestIsItsId() throws IOException {
        planner().batch(BATCH, input("in.jsonl", request("a"), request("b")));

        assertThat(rows()).containsExactly("1 {\"custom_id\":\"a\"}", "2 {\"custom_id\":\"b\"}");
    }

    private List<String> rows() throws IOException {
        List<String> found = new ArrayList<>();
        try (StoredRows rows = StoredRows.open(store, BATCH).orElseThrow()) {
            for (StoredRow row = rows.next(); row != null; row = rows.next()) {
                found.add(row.line() + " " + row.values());
            }
        }
        return found;
    }
}
