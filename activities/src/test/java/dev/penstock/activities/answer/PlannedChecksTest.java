package dev.penstock.activities.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.penstock.activities.call.AnswerCheck;
import dev.penstock.activities.call.AnswerChecks;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.BatchFile;
import dev.penstock.store.Json;
import dev.penstock.store.file.FileStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlannedChecksTest {
    private static final BatchId BATCH = new BatchId("b");
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\",\"maximum\":1.50}}}";

    @TempDir
    Path root;

    @Test
    void answersAreCheckedWhereTheRequestHasItsBatchsSchema() throws IOException {
        AnswerChecks checks = planned("{\"schema\":%s}".formatted(SCHEMA));

        assertThat(checks.of(chat("answer", SCHEMA))).isInstanceOf(ExpectedAnswer.class);
        assertThat(checks.of(body("{\"text\":{\"format\":%s}}".formatted(details("answer", SCHEMA)))))
                .isInstanceOf(ExpectedAnswer.class);
    }

    @Test
    void whatALineAskedForItselfIsNotChecked() throws IOException {
        AnswerChecks checks = planned("{\"schema\":%s}".formatted(SCHEMA));

        assertThat(checks.of(chat("answer", "{\"type\":\"object\"}"))).isEqualTo(AnswerCheck.NONE);
        assertThat(checks.of(chat("mine", SCHEMA))).isEqualTo(AnswerCheck.NONE);
        assertThat(checks.of(body("{}"))).isEqualTo(AnswerCheck.NONE);
    }

    @Test
    void aBatchWithoutASchemaChecksNothingAndReadsNoPlan() throws IOException {
        assertThat(planned("{}").of(chat("answer", SCHEMA))).isEqualTo(AnswerCheck.NONE);

        AnswerChecks unplanned = new PlannedChecks(new FileStore(root, Clock.systemUTC())).of(new BatchId("none"));
        assertThat(unplanned.of(body("{\"response_format\":{\"type\":\"json_object\"}}")))
                .isEqualTo(AnswerCheck.NONE);
    }

    private AnswerChecks planned(String spec) throws IOException {
        FileStore store = new FileStore(root, Clock.systemUTC());
        Path plan = Path.of(URI.create(store.locate(BATCH, BatchFile.PLAN).toString()));
        Files.createDirectories(Objects.requireNonNull(plan.getParent()));
        Files.writeString(
                plan, "{\"requests\":1,\"pools\":[],\"places\":[],\"source\":{},\"spec\":%s}".formatted(spec));
        return new PlannedChecks(store).of(BATCH);
    }

    private static ObjectNode chat(String name, String schema) throws IOException {
        return body(
                "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":%s}}".formatted(details(name, schema)));
    }

    private static String details(String name, String schema) {
        return "{\"name\":\"%s\",\"strict\":true,\"schema\":%s}".formatted(name, schema);
    }

    private static ObjectNode body(String json) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }
}
