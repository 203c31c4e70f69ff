package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.store.s3.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A store in a bucket of a real S3 server. */
@Order(3)
final class BucketIT extends PenstockTestCase {
    private static final int CONCURRENCY = 16;

    /** With the answers that are not yet written down. */
    private static final int UNDER_WAY = 20;

    private String bucket = "";

    @BeforeEach
    void moveIntoABucket() {
        bucket = TestingS3.get().bucket();
        penstock.with(TestingS3.get().environment()).with("PENSTOCK_STORE", "s3://%s/team".formatted(bucket));
    }

    @Test
    void aKilledRunGoesOnFromTheBucketAndPaysNothingTwiceThatWasAnswered() throws IOException {
        answersTake("300ms");
        TestingInput input = input(300);
        Running run = run(input);
        books.awaitCalls(120);
        run.signal("9");
        assertThat(run.awaitEnd().exit()).isNotZero();

        Ended ended = run(input).awaitEnd().expectExit(0);

        ResultFile.assertWhole(input);
        assertThat(input.errors()).isEmptyFile();
        assertThat(books.stats().prompts().distinct()).isEqualTo(300);
        assertThat(books.repeated()).isLessThanOrEqualTo(UNDER_WAY);
        assertThat(ended.json().path("possibly_paid_twice").asLong()).isBetween(books.repeated(), (long) UNDER_WAY);
        assertThat(penstock.home().resolve("store")).doesNotExist();
        String id = ended.json().path("id").asText();
        assertThat(penstock.run("results", id).expectExit(0).out().lines()).hasSize(300);
        penstock.run("doctor").expectSaid("s3://%s/team".formatted(bucket));
    }

    @Test
    void standardInputIsKeptInTheBucketWhileItIsNeeded() throws IOException {
        Path prompts = Files.writeString(folder.resolve("prompts.csv"), "text\none\ntwo\n");

        Ended ended = penstock.runWithInput(
                        prompts, "run", "-", "--format", "csv", "--prompt", "Say {{text}}", "--model", "m", "-o", "-")
                .expectExit(0);

        assertThat(ended.out().lines()).hasSize(2);
    }

    @Test
    void theServiceKeepsUploadsBatchesKeysAndUsageInTheBucket() throws IOException {
        assertThat(penstock.createKey("acme")).isNotEmpty();
        penstock.run("keys", "list").expectExit(0).expectShown("acme");
        Api api = Api.serve(penstock);
        String file = api.upload(TestingInput.line("a", "one") + "\n" + TestingInput.line("b", "two") + "\n");

        JsonNode done = api.awaitStatus(api.create(file, ""), "completed");

        String output = done.path("output_file_id").asText();
        assertThat(api.send(api.to("/v1/files/" + output + "/content")).body().lines())
                .hasSize(2);
        assertThat(api.post("/v1/chat/completions", Service.chatBody("three", false))
                        .at("/choices/0/message/content")
                        .asText())
                .contains("three");
        Patience.until("the usage of all three", () -> answered() == 3);
        assertThat(api.send(api.to("/v1/files/" + file).DELETE()).statusCode()).isEqualTo(200);
        assertThat(penstock.home().resolve("store")).doesNotExist();
    }

    private int answered() {
        return penstock.run("usage", "--by", "tenant", "--json")
                .expectExit(0)
                .json()
                .at("/total/answered")
                .asInt();
    }

    @Test
    void inputsAndOutputsMayBeObjectsWhateverTheStoreIs() throws IOException {
        penstock.with("PENSTOCK_STORE", folder.resolve("store").toString());
        String in = "s3://%s/data/prompts.csv".formatted(bucket);
        String out = "s3://%s/data/answers.csv".formatted(bucket);
        String prompts = "id,text\na,one\nb,two\n";
        TestingS3.get().put(bucket, "data/prompts.csv", prompts);

        Ended ended = penstock.run("run", in, "--prompt", "Say {{text}}", "--model", "m", "-o", out, "--json")
                .expectExit(0);

        assertThat(TestingS3.get().read(bucket, "data/answers.csv"))
                .startsWith("id,text,answer")
                .contains("Say one", "Say two");
        String id = ended.json().path("id").asText();
        forgetTimesOfWriting();
        penstock.run("results", id, "-o", out).expectExit(0);
        for (String name : List.of(in, in.replace("s3:", "S3:"))) {
            penstock.run("results", id, "--force", "-o", name).expectExit(2).expectSaid("is the input");
            // s3mock loses an object when an upload that would replace it is given up.
            if (!TestingS3.get().isStrict()) {
                TestingS3.get().put(bucket, "data/prompts.csv", prompts);
            }
        }
        penstock.run("run", in, "--prompt", "Say {{text}}", "--model", "m", "--force", "-o", in.replace("s3:", "S3:"))
                .expectExit(2)
                .expectSaid("is the input");
        if (TestingS3.get().isStrict()) {
            assertThat(TestingS3.get().read(bucket, "data/prompts.csv")).startsWith("id,text");
            TestingS3.get().put(bucket, "data/answers.csv", "mine");
            penstock.run("run", in, "--prompt", "Say {{text}}", "--model", "m", "-o", out)
                    .expectExit(2)
                    .expectSaid("was changed since");
        }
        penstock.run("run", in + "x", "--prompt", "Say {{text}}", "--model", "m")
                .expectExit(2)
                .expectSaid("there is no object");
    }

    /** Leaves the notes about what was written as they are when a process ends between the note and the object. */
    private void forgetTimesOfWriting() throws IOException {
        try (Stream<Path> notes = Files.list(folder.resolve("store/written"))) {
            for (Path note : notes.toList()) {
                String text = Files.readString(note);
                Files.writeString(note, text.replaceAll("\"modified_nanos\":\\d+", "\"modified_nanos\":0"));
            }
        }
    }

    @Test
    void aMissingBucketIsASentence() {
        Ended ended = penstock.with("PENSTOCK_STORE", "s3://no-such-bucket-here/x")
                .run("run", folder.resolve("in.jsonl").toString());

        assertThat(ended.exit()).isNotZero();
        ended.expectSaid("there is no bucket no-such-bucket-here");
        assertThat(ended.err()).doesNotContain("\tat ");
        penstock.run("doctor").expectSaid("there is no bucket no-such-bucket-here");
    }

    private Running run(TestingInput input) {
        return penstock.start("run", input.path(), "--json", "--concurrency", Integer.toString(CONCURRENCY));
    }
}
