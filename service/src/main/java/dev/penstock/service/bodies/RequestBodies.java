package dev.penstock.service.bodies;

import dev.penstock.service.BodyLimits;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads bodies of requests as they arrive, and takes memory for what has arrived. */
@Singleton
public final class RequestBodies {
    private static final int STEP = 4 << 10;
    private static final int START = 64 << 10;

    private final BodyMemory memory;

    RequestBodies(BodyMemory memory) {
        this.memory = memory;
    }

    /**
     * Reads a whole body.
     *
     * @param most the most bytes that the body may have
     * @throws ApiFailure 413 when the body is too long, 503 when there is no memory for it
     */
    public HeldBody read(@Nullable InputStream body, int most, ApiCaller caller) {
        BodyMemory.Share share = memory.begin(caller);
        try (InputStream in = stream(body, most, "")) {
            return new HeldBody(bytes(in, Integer.MAX_VALUE, share), share);
        } catch (IOException e) {
            share.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            share.close();
            throw e;
        }
    }

    /**
     * Handles a body while it arrives; only a part of it is in memory at a time.
     *
     * @param length the bytes of the body, or the most that it may have where the client does not say how many will come
     * @param instead what a client may do whose body is too long
     */
    public <T> T stream(
            @Nullable InputStream body, long length, long most, String instead, ApiCaller caller, BodyReader<T> reader)
            throws IOException {
        try (BodyMemory.Share share = memory.begin(caller);
                InputStream in = stream(body, most, "; " + instead)) {
            byte[] start = bytes(in, START, share);
            share.take(start.length < START ? 0 : streamMemory(length, share) - START);
            return reader.read(start, in);
        }
    }

    /** Returns what a streamed body needs: less than a long prompt does if it is shorter, and no more than it can get. */
    private static long streamMemory(long length, BodyMemory.Share share) {
        long needed = Math.min(BodyLimits.STREAM_MEMORY, BodyLimits.STREAM_COPIES * length);
        return Math.max(START, Math.min(needed, share.most()));
    }

    /** Reads a body whose first bytes, or all of a short one, have arrived already. */
    @FunctionalInterface
    public interface BodyReader<T> {
        T read(byte[] start, InputStream rest) throws IOException;
    }

    private static InputStream stream(@Nullable InputStream body, long most, String instead) {
        return body == null
                ? InputStream.nullInputStream()
                : new BodyStream(body, most, "the request broke off", () -> tooLong(most, instead));
    }

    private static ApiFailure tooLong(long most, String instead) {
        return ApiFailure.of(
                HttpStatus.REQUEST_ENTITY_TOO_LARGE,
                "this request may have %,d bytes at most%s".formatted(most, instead),
                "invalid_request_error",
                null,
                "request_too_large");
    }

    /** Reads the first bytes of a body, or all of a shorter one. */
    private static byte[] bytes(InputStream in, int most, BodyMemory.Share share) throws IOException {
        // What an array needs is taken before it is made.
        share.take(STEP);
        byte[] bytes = new byte[STEP];
        int length = in.readNBytes(bytes, 0, STEP);
        while (length == bytes.length && length < most) {
            share.take(length);
            bytes = Arrays.copyOf(bytes, 2 * length);
            length += in.readNBytes(bytes, length, length);
        }
        share.giveBackSome(bytes.length - length);
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
