package dev.penstock.store.s3.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contracts.BatchId;
import dev.penstock.store.ResultLog;
import dev.penstock.store.s3.TestingS3;
import dev.penstock.store.s3.object.S3Location;
import dev.penstock.store.s3.object.S3Objects;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class ObjectResultLogTest {
    /** More than have writers at a time. */
    private static final int BATCHES = 70;

    @Test
    void batchesThatComeAgainAfterManyOthersLoseNothing() {
        try (S3Client client = TestingS3.get().client()) {
            S3Objects objects =
                    new S3Objects(client, new S3Location(TestingS3.get().bucket(), "team"));
            try (ResultLog log = logs(objects).open()) {
                for (int line = 0; line < 2 * BATCHES; line++) {
                    log.begin(batch(line % BATCHES), 0, line);
                }
            }

            ResultLog read = logs(objects).open();
            for (int number = 0; number < BATCHES; number++) {
                assertThat(read.read(batch(number), 0).calls()).hasSize(2);
            }
        }
    }

    private static ObjectLogs logs(S3Objects objects) {
        return new ObjectLogs(batch -> objects.below(batch.value()), Clock.systemUTC());
    }

    private static BatchId batch(int number) {
        return new BatchId("batch-" + number);
    }
}
