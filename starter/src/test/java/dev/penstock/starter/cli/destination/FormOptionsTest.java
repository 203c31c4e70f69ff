package dev.penstock.starter.cli.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.starter.cli.output.UserError;
import dev.penstock.starter.table.FieldColumns;
import dev.penstock.starter.table.ResultColumn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FormOptionsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "lines",
            value = {
                "out.csv, csv, NONE",
                "out.tsv.gz, tsv, GZIP",
                "OUT.PARQUET, parquet, NONE",
                "out.ndjson.zst, ndjson, ZSTD",
                "out.xlsx, xlsx, NONE",
                "out.jsonl, lines, NONE",
                "out.jsonl.gz, lines, GZIP",
                "out.txt, lines, NONE",
                "db, lines, NONE",
                "out.d/html, lines, NONE",
                "/data.db/tar.gz, lines, GZIP",
                "csv, lines, NONE",
                "-, lines, NONE"
            })
    void theNameSaysTheForm(String name, String format, ResultPacking packing) {
        ResultForm form = form(name);

        assertThat(form.format() == null ? null : form.format().toString()).isEqualTo(format);
        assertThat(form.packing()).isEqualTo(packing);
    }

    @Test
    void optionsSayTheFormWhereTheNameDoesNot() {
        assertThat(form("-", "--output-format", "CSV").format()).hasToString("csv");
        assertThat(form("out.jsonl", "--flat").format()).hasToString("ndjson");
        assertThat(form("out.csv", "--output-format", "jsonl").isLines()).isTrue();
        assertThat(form("out.csv", "--columns", "error,answer", "--answer-column", "label")
                        .wishes())
                .satisfies(
                        wishes -> assertThat(wishes.columns()).containsExactly(ResultColumn.ERROR, ResultColumn.ANSWER))
                .satisfies(wishes -> assertThat(wishes.answer()).isEqualTo("label"));
    }

    @Test
    void fieldsAreColumnsWhereJsonWasAskedForUnlessTheUserSays() {
        assertThat(form("out.csv").wishes().explode()).isEqualTo(FieldColumns.OF_JSON_BATCHES);
        assertThat(form("out.csv", "--explode").wishes().explode()).isEqualTo(FieldColumns.ALWAYS);
        assertThat(form("out.csv", "--no-explode").wishes().explode()).isEqualTo(FieldColumns.NEVER);
    }

    @Test
    void whatHasNoMeaningIsRefusedBeforeAnythingIsPaid() {
        assertThatThrownBy(() -> form("out.csv", "--output-format", "excel"))
                .isInstanceOf(UserError.class)
                .hasMessage("there is no output format 'excel'; there are jsonl, csv, tsv, ndjson, parquet, xlsx");
        assertThatThrownBy(() -> form("out.xls"))
                .hasMessage(
                        "out.xls: there is no output format 'xls'; name the file .jsonl, .csv, .tsv, .ndjson, .parquet or"
                                + " .xlsx, also with .gz or .zst");
        assertThatThrownBy(() -> form("out.csv.BZ2")).hasMessageContaining("there is no output format 'BZ2'");
        assertThat(form("out.xls", "--output-format", "jsonl").isLines()).isTrue();
        assertThatThrownBy(() -> form("out.csv", "--columns", "answer,price"))
                .hasMessage("--columns has no 'price'; there are answer, error, finish_reason, model, input_tokens,"
                        + " output_tokens, cost_usd, attempts, custom_id, latency_ms (the input's own are always"
                        + " there)");
        assertThatThrownBy(() -> form("out.jsonl", "--explode"))
                .hasMessage(
                        "--explode is for tables, and the results are lines in OpenAI's format here; name a file such"
                                + " as out.csv with -o, or a format with --output-format (jsonl, csv, tsv, ndjson,"
                                + " parquet, xlsx)");
    }

    private static ResultForm form(String name, String... arguments) {
        FormOptions options = new FormOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.of(name, remark -> {});
    }
}
