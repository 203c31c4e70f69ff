package dev.penstock.starter.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.store.s3.TestingS3;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store in a bucket of a real S3 server. */
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

        Ended ended = penstock.runWithInput(prompts, "run", "-", "--format", "csv", "--prompt", "Say {text}", "-o", "-")
                .expectExit(0);

        assertThat(ended.out().lines()).hasSize(2);
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
