package dev.penstock.starter.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Usage;
import dev.penstock.formats.output.TableFormat;
import dev.penstock.formats.table.RowsWriter;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import dev.penstock.store.ResultBuilder;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.file.FileStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTableTest {
    private static final BatchId BATCH = new BatchId("b");

    @TempDir
    Path folder;

    private FileStore store;
    private final List<Result> answers = new ArrayList<>();
    private final List<Result> errors = new ArrayList<>();

    @BeforeEach
    void open() {
        store = new FileStore(folder, Clock.systemUTC());
    }

    @Test
    void eachRowComesBackInOrderWithItsAnswerOrItsError() throws IOException {
        rows(
                "{\"id\":\"007\",\"text\":\"good\"}",
                "{\"id\":\"008\",\"text\":\"bad\"}",
                "{\"id\":\"009\",\"text\":\"so so\"}");
        answer(1, "positive");
        error(2, "request_timeout", "no answer within 60 s");
        answer(3, "mixed");

        assertThat(table(TableFormat.CSV, TableWishes.USUAL)).isEqualTo("""
            id,text,answer,error,finish_reason,model,input_tokens,output_tokens,cost_usd,attempts
            007,good,positive,,stop,gpt-4o-mini-2024,12,3,0.000004,2
            008,bad,,request_timeout: no answer within 60 s,,gpt-4o-mini,0,0,,6
            009,so so,mixed,,stop,gpt-4o-mini-2024,12,3,0.000004,2
            """);
    }

    @Test
    void columnsAreChosenAndTheAnswersColumnIsNamed() throws IOException {
        rows("{\"id\":1}");
        answer(1, "positive");

        assertThat(table(
                        TableFormat.NDJSON,
                        new TableWishes(List.of(ResultColumn.CUSTOM_ID, ResultColumn.ANSWER), "label", false, true)))
                .isEqualTo("{\"id\":1,\"custom_id\":\"r1\",\"label\":\"positive\"}\n");
    }

    @Test
    void aColumnOfTheInputStaysWhatItWasBesideOneOfOurs() throws IOException {
        rows("{\"model\":\"T\",\"answer\":\"42\"}");
        answer(1, "forty-two");

        assertThat(table(
                        TableFormat.NDJSON,
                        new TableWishes(List.of(ResultColumn.ANSWER, ResultColumn.MODEL), "answer", false, true)))
                .isEqualTo(
                        "{\"model\":\"T\",\"answer\":\"42\",\"penstock_answer\":\"forty-two\",\"penstock_model\":\"gpt-4o-mini-2024\"}\n");
    }

    @Test
    void fieldsOfJsonAnswersBecomeColumns() throws IOException {
        rows("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
        answer(1, "{\"sentiment\":\"good\",\"score\":5,\"id\":\"x\"}");
        answer(2, "```json\n{\"sentiment\":\"bad\",\"score\":1.5,\"tags\":[\"a\"]}\n```");
        answer(3, "no JSON");

        assertThat(table(TableFormat.CSV, new TableWishes(List.of(), "answer", true, true)))
                .isEqualTo("""
                    id,sentiment,score,penstock_id,tags
                    1,good,5,x,
                    2,bad,1.5,,"[""a""]"
                    3,,,,
                    """);
    }

    @Test
    void answersThatWouldBeFormulasAreGuardedAndTheUsersCellsAreNot() throws IOException {
        rows("{\"id\":\"=1+2\"}", "{\"id\":\"-x\"}", "{\"id\":\"@y\"}");
        answer(1, "=HYPERLINK(\"http://x\")");
        answer(2, "-12.5");
        answer(3, "- one");
        TableWishes wishes = new TableWishes(List.of(ResultColumn.ANSWER), "answer", false, true);

        assertThat(table(TableFormat.CSV, wishes)).isEqualTo("""
            id,answer
            =1+2,"'=HYPERLINK(""http://x"")"
            -x,-12.5
            @y,'- one
            """);
        assertThat(new ResultTable(store, BATCH, TableFormat.CSV, wishes).writeTo(new ByteArrayOutputStream()))
                .containsExactly(
                        "2 texts of answers begin like a spreadsheet's formula and have an apostrophe before them;"
                                + " --exact leaves them as they are");
        assertThat(table(TableFormat.CSV, new TableWishes(List.of(ResultColumn.ANSWER), "answer", false, false)))
                .contains("\n@y,- one\n");
        assertThat(table(TableFormat.NDJSON, wishes)).contains("\"answer\":\"- one\"");
    }

    @Test
    void aFieldOfAnAnswerThatIsNamedLikeAFormulaIsGuardedInTheHead() throws IOException {
        rows("{\"=id\":1}");
        answer(1, "{\"=1+2\":\"@x\",\"-\":2,\"=id\":3}");
        TableWishes exploded = new TableWishes(List.of(), "answer", true, true);

        assertThat(table(TableFormat.CSV, exploded)).isEqualTo("""
            =id,'=1+2,-,'=id
            1,'@x,2,3
            """);
        assertThat(table(TableFormat.CSV, new TableWishes(List.of(), "answer", true, false)))
                .startsWith("=id,=1+2,-,penstock_=id\n");
        assertThat(table(TableFormat.NDJSON, exploded))
                .isEqualTo("{\"=id\":1,\"=1+2\":\"@x\",\"-\":2,\"penstock_=id\":3}\n");
    }

    @Test
    void columnsOfOursThatTheInputHasAreToldOnce() throws IOException {
        rows("{\"answer\":\"42\",\"model\":\"T\"}");
        answer(1, "forty-two");
        assertThat(table(TableFormat.CSV, TableWishes.USUAL)).startsWith("answer,model,penstock_answer,error,");

        assertThat(new ResultTable(store, BATCH, TableFormat.PARQUET, TableWishes.USUAL)
                        .writeTo(new ByteArrayOutputStream()))
                .containsExactly("the input has columns of the same names, so these are called penstock_answer,"
                        + " penstock_model");
    }

    @Test
    void anAnswerWithoutTextIsNotMissing() throws IOException {
        rows("{\"id\":1}", "{\"id\":2}");
        answers.add(result(1)
                .response(new Result.Response(200, "q", "{\"data\":[{\"embedding\":[0.5,1]}]}"))
                .build());
        answers.add(result(2)
                .response(new Result.Response(
                        200, "q", "{\"choices\":[{\"message\":{\"content\":null,\"tool_calls\":[{\"id\":\"c\"}]}}]}"))
                .build());

        assertThat(table(TableFormat.NDJSON, new TableWishes(List.of(ResultColumn.ANSWER), "answer", false, true)))
                .isEqualTo("{\"id\":1,\"answer\":[0.5,1]}\n{\"id\":2,\"answer\":[{\"id\":\"c\"}]}\n");
    }

    @Test
    void aBatchThatKeptNoRowsIsNoTable() throws IOException {
        answer(1, "x");

        assertThatThrownBy(() -> table(TableFormat.CSV, TableWishes.USUAL))
                .isInstanceOf(TableRefusal.class)
                .hasMessage(
                        "batch b was planned by an older version, which kept no columns; its results can be written as"
                                + " .jsonl");
    }

    private void rows(String... rows) throws IOException {
        try (RowsWriter writer = new RowsWriter(store, BATCH, List.of())) {
            for (int i = 0; i < rows.length; i++) {
                writer.add(i + 1L, null, rows[i].getBytes(UTF_8));
            }
            writer.publish();
        }
    }

    private void answer(long line, String text) {
        String content = Json.MAPPER.getNodeFactory().textNode(text).toString();
        answers.add(result(line)
                .response(new Result.Response(
                        200,
                        "q",
                        "{\"model\":\"gpt-4o-mini-2024\",\"choices\":[{\"message\":{\"content\":%s},\"finish_reason\":\"stop\"}]}"
                                .formatted(content)))
                .attempts(2)
                .usage(new Usage(12, 0, 3, 0))
                .costUsd(new BigDecimal("0.000004"))
                .build());
    }

    private void error(long line, String code, String message) {
        errors.add(result(line)
                .error(new Result.Error(code, message))
                .attempts(6)
                .call(new Result.Call("main", "gpt-4o-mini", 0, null))
                .build());
    }

    private static ResultBuilder result(long line) {
        return Result.builder(line, "r" + line);
    }

    private String table(TableFormat format, TableWishes wishes) throws IOException {
        write(BatchFile.OUTPUT, answers);
        write(BatchFile.ERRORS, errors);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> unused = new ResultTable(store, BATCH, format, wishes).writeTo(out);
        return out.toString(UTF_8);
    }

    private void write(BatchFile file, List<Result> results) throws IOException {
        try (AtomicFile draft = store.create(BATCH, file)) {
            for (Result result : results) {
                draft.write(ResultCodec.encode(BATCH, result));
            }
            draft.publish();
        }
    }
}
