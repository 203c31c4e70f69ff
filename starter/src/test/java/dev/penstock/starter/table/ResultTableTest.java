package dev.penstock.starter.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.contracts.BatchId;
import dev.penstock.contracts.Usage;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.formats.output.TableFormat;
import dev.penstock.formats.table.RowsWriter;
import dev.penstock.store.AtomicFile;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.Result;
import dev.penstock.store.ResultBuilder;
import dev.penstock.store.ResultCodec;
import dev.penstock.store.file.FileStore;
import dev.penstock.store.plan.PlanFiles;
import dev.penstock.store.plan.SourceFingerprint;
import dev.penstock.store.plan.StoredPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                        new TableWishes(
                                List.of(ResultColumn.CUSTOM_ID, ResultColumn.ANSWER),
                                "label",
                                FieldColumns.NEVER,
                                true)))
                .isEqualTo("{\"id\":1,\"custom_id\":\"r1\",\"label\":\"positive\"}\n");
    }

    @Test
    void aColumnOfTheInputStaysWhatItWasBesideOneOfOurs() throws IOException {
        rows("{\"model\":\"T\",\"answer\":\"42\"}");
        answer(1, "forty-two");

        assertThat(table(
                        TableFormat.NDJSON,
                        new TableWishes(
                                List.of(ResultColumn.ANSWER, ResultColumn.MODEL), "answer", FieldColumns.NEVER, true)))
                .isEqualTo(
                        "{\"model\":\"T\",\"answer\":\"42\",\"penstock_answer\":\"forty-two\",\"penstock_model\":\"gpt-4o-mini-2024\"}\n");
    }

    @Test
    void fieldsOfJsonAnswersBecomeColumns() throws IOException {
        rows("{\"id\":1}", "{\"id\":2}", "{\"id\":3}");
        answer(1, "{\"sentiment\":\"good\",\"score\":5,\"id\":\"x\"}");
        answer(2, "```json\n{\"sentiment\":\"bad\",\"score\":1.5,\"tags\":[\"a\"]}\n```");
        answer(3, "no JSON");

        assertThat(table(TableFormat.CSV, new TableWishes(List.of(), "answer", FieldColumns.ALWAYS, true)))
                .isEqualTo("""
                    id,sentiment,score,answer_id,tags
                    1,good,5,x,
                    2,bad,1.5,,"[""a""]"
                    3,,,,
                    """);
    }

    @Test
    void fieldsBecomeColumnsByThemselvesWhereTheBatchAskedForJson() throws IOException {
        rows("{\"id\":1}");
        answer(1, "{\"mood\":\"good\"}");
        TableWishes usual = new TableWishes(List.of(), "answer", FieldColumns.OF_JSON_BATCHES, true);
        BatchSpec spec = BatchSpec.of("/in");

        assertThat(table(TableFormat.CSV, usual))
                .as("planned by an old version")
                .isEqualTo("id\n1\n");
        plan(spec);
        assertThat(table(TableFormat.CSV, usual)).as("no JSON asked for").isEqualTo("id\n1\n");
        plan(spec.with(SpecKey.RESPONSE_FORMAT, "json"));
        assertThat(table(TableFormat.CSV, usual)).isEqualTo("id,mood\n1,good\n");
        assertThat(table(TableFormat.CSV, new TableWishes(List.of(), "answer", FieldColumns.NEVER, true)))
                .isEqualTo("id\n1\n");

        plan(spec.with(SpecKey.STAGES, List.of(stage("facts", "json"), stage("judge", "text"))));
        assertThat(table(TableFormat.CSV, usual)).as("an earlier stage's JSON").isEqualTo("id\n1\n");
        plan(spec.with(
                SpecKey.STAGES,
                List.of(
                        stage("facts", "json"),
                        Map.of("name", "gist", "prompt", "Sum up: {{answers}}", "kind", "reduce"))));
        assertThat(table(TableFormat.CSV, usual)).isEqualTo("id,mood\n1,good\n");
    }

    @Test
    void theFieldsOfASchemaAreColumnsInItsOrderAlsoWhereNoAnswerHasThem() throws IOException {
        rows("{\"id\":1}");
        answer(1, "{\"more\":true,\"score\":5,\"mood\":\"good\"}");
        TableWishes usual = new TableWishes(List.of(), "answer", FieldColumns.OF_JSON_BATCHES, true);
        Map<String, Object> properties = new LinkedHashMap<>();
        List.of("mood", "why", "score").forEach(name -> properties.put(name, Map.of()));
        Map<String, Object> schema = Map.of("properties", properties);
        String expected = "id,mood,why,score,more\n1,good,,5,true\n";

        plan(BatchSpec.of("/in").with(SpecKey.SCHEMA, schema));
        assertThat(table(TableFormat.CSV, usual)).isEqualTo(expected);
        plan(BatchSpec.of("/in")
                .with(
                        SpecKey.STAGES,
                        List.of(Map.of(
                                "name", "a", "prompt", "{{input.id}}", "expects", "json_schema", "schema", schema))));
        assertThat(table(TableFormat.CSV, usual)).isEqualTo(expected);
        plan(BatchSpec.of("/in").with(SpecKey.SCHEMA, Map.of("$ref", "#/$defs/a", "$defs", Map.of("a", Map.of()))));
        assertThat(table(TableFormat.CSV, usual)).isEqualTo("id,more,score,mood\n1,true,5,good\n");
    }

    @Test
    void moreFieldsThanColumnsAreNoneUnlessTheyWereAskedFor() throws IOException {
        rows("{\"id\":1}");
        String fields =
                IntStream.range(0, 5_001).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
        answer(1, fields);
        plan(BatchSpec.of("/in").with(SpecKey.RESPONSE_FORMAT, "json"));

        assertThat(table(TableFormat.CSV, TableWishes.USUAL)).startsWith("id,answer,error,");
        assertThat(new ResultTable(store, BATCH, TableFormat.CSV, TableWishes.USUAL)
                        .writeTo(new ByteArrayOutputStream()))
                .containsExactly("the answers have more fields than a table can have columns, so none of them is one;"
                        + " each answer is whole in its own column");
        assertThatThrownBy(
                        () -> table(TableFormat.CSV, new TableWishes(List.of(), "answer", FieldColumns.ALWAYS, true)))
                .isInstanceOf(TableRefusal.class)
                .hasMessage("the answers have more fields than a table can have columns; leave out --explode");
    }

    @Test
    void answersThatWouldBeFormulasAreGuardedAndTheUsersCellsAreNot() throws IOException {
        rows("{\"id\":\"=1+2\"}", "{\"id\":\"-x\"}", "{\"id\":\"@y\"}");
        answer(1, "=HYPERLINK(\"http://x\")");
        answer(2, "-12.5");
        answer(3, "- one");
        TableWishes wishes = new TableWishes(List.of(ResultColumn.ANSWER), "answer", FieldColumns.NEVER, true);

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
        assertThat(table(
                        TableFormat.CSV,
                        new TableWishes(List.of(ResultColumn.ANSWER), "answer", FieldColumns.NEVER, false)))
                .contains("\n@y,- one\n");
        assertThat(table(TableFormat.NDJSON, wishes)).contains("\"answer\":\"- one\"");
    }

    @Test
    void theUsersOwnNameOfTheAnswersColumnIsNoTextOfAnAnswer() throws IOException {
        rows("{\"id\":1}");
        answer(1, "good");
        TableWishes wishes = new TableWishes(List.of(ResultColumn.ANSWER), "=x", FieldColumns.NEVER, true);

        assertThat(table(TableFormat.CSV, wishes)).isEqualTo("id,=x\n1,good\n");
        assertThat(new ResultTable(store, BATCH, TableFormat.CSV, wishes).writeTo(new ByteArrayOutputStream()))
                .isEmpty();
    }

    @Test
    void aColumnWithoutANameTakesNoneThatAnotherOneHas() throws IOException {
        rows("{\"\":1,\"column1\":2}");

        assertThat(table(TableFormat.CSV, new TableWishes(List.of(), "answer", FieldColumns.NEVER, true)))
                .isEqualTo("column1_2,column1\n1,2\n");
    }

    @Test
    void aFieldOfAnAnswerThatIsNamedLikeAFormulaIsGuardedInTheHead() throws IOException {
        rows("{\"=id\":1}");
        answer(1, "{\"=1+2\":\"@x\",\"-\":2,\"=id\":3}");
        TableWishes exploded = new TableWishes(List.of(), "answer", FieldColumns.ALWAYS, true);

        assertThat(table(TableFormat.CSV, exploded)).isEqualTo("""
            =id,'=1+2,-,'=id
            1,'@x,2,3
            """);
        assertThat(table(TableFormat.CSV, new TableWishes(List.of(), "answer", FieldColumns.ALWAYS, false)))
                .startsWith("=id,=1+2,-,answer_=id\n");
        assertThat(table(TableFormat.NDJSON, exploded))
                .isEqualTo("{\"=id\":1,\"=1+2\":\"@x\",\"-\":2,\"answer_=id\":3}\n");
    }

    @Test
    void columnsOfOursThatTheInputHasAreToldOnce() throws IOException {
        rows("{\"answer\":\"42\",\"model\":\"T\"}");
        answer(1, "forty-two");
        assertThat(table(TableFormat.CSV, TableWishes.USUAL)).startsWith("answer,model,penstock_answer,error,");

        assertThat(new ResultTable(store, BATCH, TableFormat.PARQUET, TableWishes.USUAL)
                        .writeTo(new ByteArrayOutputStream()))
                .containsExactly("the input has columns of these names itself, so ours are called penstock_answer,"
                        + " penstock_model");
    }

    @Test
    void aFieldThatIsCalledAsAnotherColumnIsToldFromIt() throws IOException {
        rows("{\"id\":1}");
        answer(1, "{\"answer\":\"yes\",\"id\":\"x\",\"mood\":\"good\"}");
        TableWishes wishes = new TableWishes(List.of(ResultColumn.ANSWER), "answer", FieldColumns.ALWAYS, true);

        assertThat(table(TableFormat.NDJSON, wishes))
                .isEqualTo(
                        "{\"id\":1,\"answer\":\"{\\\"answer\\\":\\\"yes\\\",\\\"id\\\":\\\"x\\\",\\\"mood\\\":\\\"good\\\"}\","
                                + "\"answer_answer\":\"yes\",\"answer_id\":\"x\",\"mood\":\"good\"}\n");
        assertThat(remarks(wishes))
                .containsExactly("answers have fields whose names other columns have already, so theirs are called"
                        + " answer_answer, answer_id");
    }

    @Test
    void bothKindsOfRenamedColumnsAreToldAndNotAllOfMany() throws IOException {
        rows("{\"answer\":1,\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}");
        answer(1, "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1,\"f\":1}");
        TableWishes wishes = new TableWishes(List.of(ResultColumn.ANSWER), "answer", FieldColumns.ALWAYS, true);

        assertThat(table(TableFormat.CSV, wishes)).startsWith("answer,a,b,c,d,e,f,penstock_answer,answer_a,");
        assertThat(remarks(wishes))
                .containsExactly(
                        "the input has columns of these names itself, so ours are called penstock_answer",
                        "answers have fields whose names other columns have already, so theirs are called answer_a,"
                                + " answer_b, answer_c, answer_d, answer_e, …");
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

        assertThat(table(
                        TableFormat.NDJSON,
                        new TableWishes(List.of(ResultColumn.ANSWER), "answer", FieldColumns.NEVER, true)))
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

    private void plan(BatchSpec spec) throws IOException {
        new PlanFiles(store)
                .write(
                        BATCH,
                        new StoredPlan(
                                1,
                                0,
                                0,
                                1,
                                List.of("main"),
                                spec,
                                new SourceFingerprint(1, 1),
                                null,
                                List.of(0L),
                                null,
                                null,
                                null,
                                null,
                                null));
    }

    private static Map<String, String> stage(String name, String expects) {
        return Map.of("name", name, "prompt", "{{input.id}}", "expects", expects);
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
                .costUsd(new BigDecimal("0.000004000"))
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

    private List<String> remarks(TableWishes wishes) throws IOException {
        return new ResultTable(store, BATCH, TableFormat.NDJSON, wishes).writeTo(new ByteArrayOutputStream());
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
