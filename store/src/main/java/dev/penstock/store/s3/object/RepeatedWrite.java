package dev.penstock.store.s3.object;

import dev.penstock.store.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A write that is sent again and again, beyond the attempts of each request.
 *
 * @param whenRefused how long it is repeated when a person has to mend something
 */
record RepeatedWrite(GroupWriter.Write write, Duration whenRefused) {
    private static final Logger log = LoggerFactory.getLogger(RepeatedWrite.class);

    /** How long it is repeated while the bucket does not answer. */
    private static final Duration WHEN_SILENT = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /**
     * Sends the request until it succeeds.
     *
     * @throws StoreUnavailableException when it has not succeeded for so long
     */
    void send() {
        long begin = System.nanoTime();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                write.send();
                return;
            } catch (IOException e) {
                if (System.nanoTime() - begin > WHEN_SILENT.toNanos()) {
                    throw new StoreUnavailableException(e.getMessage() + "; resume the batch when it does", e);
                }
                log.warn("{}; trying again", e.getMessage());
            } catch (StoreUnavailableException e) {
                if (System.nanoTime() - begin >= whenRefused.toNanos()) {
                    throw e;
                }
                log.warn("{}; trying again for {}", e.getMessage(), whenRefused);
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause.toNanos()));
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
