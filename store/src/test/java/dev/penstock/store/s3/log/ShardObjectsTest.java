package dev.penstock.store.s3.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.penstock.store.ShardLog;
import dev.penstock.store.log.CallRecord;
import dev.penstock.store.s3.TestingS3;
import dev.penstock.store.s3.object.S3Location;
import dev.penstock.store.s3.object.S3Objects;
import java.io.IOException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class ShardObjectsTest {
    /** More than are read at a time, so that the first ones are added before the last one is read. */
    private static final int MANY = 70;

    @Test
    void noCallIsCountedTwiceAfterAnObjectCouldNotBeReadAtOnce() throws IOException {
        try (S3Client client = TestingS3.get().client()) {
            S3Objects objects =
                    new S3Objects(client, new S3Location(TestingS3.get().bucket(), "log"));
            for (int number = 1; number <= MANY; number++) {
                write(objects, number);
            }
            BatchLog batch = new BatchLog(objects, new LogDirectory(objects), new LogContents());
            batch.directory().refresh();
            ShardObjects shard = new ShardObjects(batch, 0, LogFolder.of(0), 0);
            objects.delete(object(MANY, 0).key());
            assertThatThrownBy(shard::log).isInstanceOf(IOException.class).hasMessageContaining("cannot be read");
            write(objects, MANY);

            ShardLog undisturbed = new ShardObjects(batch, 0, LogFolder.of(0), 0).log();
            assertThat(shard.log()).isEqualTo(undisturbed);
            assertThat(undisturbed.calls()).hasSize(MANY);
        }
    }

    private static void write(S3Objects objects, int number) throws IOException {
        byte[] content = LogContent.encode(List.of(new LogEntry(0, LogFolder.of(0), true, CallRecord.begun(number))));
        objects.put(object(number, content.length).key(), content);
    }

    private static LogObject object(int number, long size) {
        return LogObject.of("writer", number, new TreeSet<>(List.of(0)), size);
    }
}
