package dev.penstock.store.s3.object;

import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A write on the condition that its name is free. The object is marked with a number of its own, because a repeated request
 * whose first answer was lost finds the name taken by itself.
 */
final class ConditionalWrite {
    private static final String MARK = "penstock-write";
    private static final int ATTEMPTS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final S3Objects objects;
    private final String key;
    private final String number = UUID.randomUUID().toString();

    ConditionalWrite(S3Objects objects, String key) {
        this.objects = objects;
        this.key = key;
    }

    /** A request that writes the object, with these metadata. */
    @FunctionalInterface
    interface Write {
        Object send(Map<String, String> metadata);
    }

    /** Returns the metadata of the object, for writes that set them earlier. */
    Map<String, String> mark() {
        return Map.of(MARK, number);
    }

    /** Writes the object, and returns whether the name was free. */
    boolean of(Write write) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Object unused = write.send(mark());
                return true;
            } catch (AwsServiceException e) {
                if (S3Errors.isTaken(e) || S3Errors.isMissing(e)) {
                    return isOurs();
                }
                if (!S3Errors.isConflict(e) || attempt == ATTEMPTS) {
                    throw S3Errors.of(objects.locate(key), e);
                }
                // Another write of this name is under way; AWS asks for another try.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(
                        ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_MILLIS)));
            } catch (SdkException e) {
                throw S3Errors.of(objects.locate(key), e);
            }
        }
    }

    private boolean isOurs() throws IOException {
        return objects.head(key)
                .filter(found -> number.equals(found.metadata().get(MARK)))
                .isPresent();
    }
}
