package dev.penstock.providers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A provider's answer as it arrives, which ends with an exception when it is too long. Answers that are not small take
 * their memory from what all answers of this process may take together, and give it back when they are closed.
 */
public final class BoundedAnswer extends FilterInputStream {
    /** In mebibytes; the permits of an answer are taken all at once, so that no two wait for each other. */
    private static final Semaphore MEMORY = new Semaphore((int) (AnswerLimits.MEMORY_BYTES >> 20), true);

    private final int most;
    private final boolean isHeld;
    private long read;
    private int permits;

    private BoundedAnswer(InputStream in, int most, boolean isHeld) {
        super(in);
        this.most = most;
        this.isHeld = isHeld;
    }

    /** Returns an answer that will be in memory as a whole. */
    public static BoundedAnswer whole(InputStream in) {
        return new BoundedAnswer(in, AnswerLimits.ANSWER_BYTES, true);
    }

    /** Returns a streamed answer, whose events are handled one by one. */
    public static BoundedAnswer stream(InputStream in) {
        return new BoundedAnswer(in, AnswerLimits.STREAM_BYTES, false);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int count = in.read(bytes, from, length);
        read += Math.max(0, count);
        if (read > most) {
            throw new AnswerTooLargeException("sent an answer of more than %d MiB".formatted(most >> 20), false);
        }
        if (isHeld && read > AnswerLimits.SMALL_BYTES) {
            take(memory(read));
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        giveBack();
        super.close();
    }

    private static int memory(long size) {
        if (size <= AnswerLimits.MEDIUM_BYTES) {
            return AnswerLimits.MEDIUM_BYTES;
        }
        return size <= AnswerLimits.LARGE_BYTES ? AnswerLimits.LARGE_BYTES : AnswerLimits.ANSWER_BYTES;
    }

    private void take(int memory) throws IOException {
        int wanted = memory >> 20;
        if (wanted == permits) {
            return;
        }
        giveBack();
        try {
            if (!MEMORY.tryAcquire(wanted, AnswerLimits.MEMORY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AnswerTooLargeException("sent a large answer while too many others were read", true);
            }
            permits = wanted;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private void giveBack() {
        MEMORY.release(permits);
        permits = 0;
    }
}
