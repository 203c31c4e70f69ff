package dev.penstock.formats.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnNamesTest {
    @Test
    void namesThatDifferStay() {
        ColumnNames columns = ColumnNames.of(List.of("id", "Text", "text", " text"));

        assertThat(columns.names()).containsExactly("id", "Text", "text", " text");
        assertThat(columns.remarks()).isEmpty();
    }

    @Test
    void aMissingNameIsThePlaceAndASecondOneOfANameHasANumber() {
        ColumnNames columns = ColumnNames.of(List.of("", "text", "text", " ", "text"));

        assertThat(columns.names()).containsExactly("column1", "text", "text_2", "column4", "text_3");
        assertThat(columns.remarks())
                .containsExactly("columns 1, 3, 4, 5 of the header have no name, or that of an earlier column, and are"
                        + " called column1, text_2, column4, text_3");
    }

    @Test
    void aNameThatTheHeaderHasElsewhereIsNotTaken() {
        assertThat(ColumnNames.of(List.of("", "text", "text", "text_2", "column1"))
                        .names())
                .containsExactly("column1_2", "text", "text_3", "text_2", "column1");
    }

    @Test
    void aHundredColumnsWithoutNamesAreToldInOneLine() {
        ColumnNames columns = ColumnNames.of(Collections.nCopies(100, ""));

        assertThat(columns.names()).doesNotHaveDuplicates();
        assertThat(columns.remarks())
                .containsExactly("columns 1, 2, 3, 4, 5, … of the header have no name, or that of an earlier column,"
                        + " and are called column1, column2, column3, column4, column5, …");
    }
}
