package dev.penstock.store.s3;

import dev.penstock.store.Store;
import dev.penstock.store.StoreContract;
import dev.penstock.store.s3.object.S3Location;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.services.s3.S3Client;

class S3StoreContractTest extends StoreContract {
    private static final S3Client CLIENT = TestingS3.get().client();

    private final S3Location root = new S3Location(TestingS3.get().bucket(), "team/store");

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Override
    protected Store open(Clock clock) {
        return new S3Store(CLIENT, root, clock);
    }

    @Override
    protected boolean keepsConditions() {
        return TestingS3.get().isStrict();
    }
}
