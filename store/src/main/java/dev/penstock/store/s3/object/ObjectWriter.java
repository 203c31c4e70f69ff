package dev.penstock.store.s3.object;

import dev.penstock.store.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** An object being written: in one request if it is small, otherwise in parts, of which one is in memory at a time. */
public final class ObjectWriter extends AtomicFile {
    private static final Logger log = LoggerFactory.getLogger(ObjectWriter.class);
    /** At least 5 MiB; an object has at most 10,000 parts, so the largest has 78 GiB and more as parts grow. */
    private static final int PART = 8 << 20;

    /** The number of parts after which the next ones have twice the size: 10,000 of them are 5 TB, which is all that S3 takes. */
    private static final int GROWING = 1_500;

    private final S3Client client;
    private final S3Location place;
    private final ConditionalWrite condition;
    private final List<CompletedPart> parts = new ArrayList<>();
    private ByteArrayOutputStream part = new ByteArrayOutputStream();
    private @Nullable String upload;
    private boolean open = true;
    private long written;

    ObjectWriter(S3Client client, S3Objects objects, String key) {
        this.client = client;
        this.place = objects.locate(key);
        this.condition = new ConditionalWrite(objects, key);
    }

    /** Returns the number of bytes written so far. */
    public long written() {
        return written;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        for (int at = from; at < end; ) {
            // Only when more follows: every part but the last is full, because S3 takes none below 5 MiB, and some
            // services no other size.
            if (part.size() == partSize()) {
                sendPart();
            }
            int fits = Math.min(partSize() - part.size(), end - at);
            part.write(bytes, at, fits);
            at += fits;
            written += fits;
        }
    }

    @Override
    public void publish() throws IOException {
        try {
            if (upload == null) {
                client.putObject(
                        request -> request.bucket(place.bucket()).key(place.key()),
                        RequestBody.fromBytes(part.toByteArray()));
            } else {
                sendPart();
                if (!condition.of(mark -> complete(null))) {
                    throw new IOException("%s: its upload was aborted by somebody else".formatted(place));
                }
            }
            open = false;
        } catch (SdkException e) {
            throw S3Errors.of(place, e);
        }
    }

    @Override
    public boolean publishNew() throws IOException {
        boolean isFirst;
        if (upload == null) {
            isFirst = condition.of(mark -> client.putObject(
                    request -> request.bucket(place.bucket())
                            .key(place.key())
                            .metadata(mark)
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(part.toByteArray())));
        } else {
            sendPart();
            isFirst = condition.of(mark -> complete("*"));
        }
        open = !isFirst;
        return isFirst;
    }

    @Override
    public void close() throws IOException {
        if (open && upload != null) {
            try {
                client.abortMultipartUpload(request ->
                        request.bucket(place.bucket()).key(place.key()).uploadId(upload));
            } catch (SdkException e) {
                // The bucket's lifecycle rule deletes what is left.
                log.debug("{}: the unfinished upload stays: {}", place, e.getMessage());
            }
        }
        open = false;
        part = new ByteArrayOutputStream(0);
    }

    private int partSize() {
        return PART << Math.min(6, parts.size() / GROWING);
    }

    private void sendPart() throws IOException {
        try {
            if (upload == null) {
                upload = client.createMultipartUpload(request ->
                                request.bucket(place.bucket()).key(place.key()).metadata(condition.mark()))
                        .uploadId();
            }
            int number = parts.size() + 1;
            String tag = client.uploadPart(
                            request -> request.bucket(place.bucket())
                                    .key(place.key())
                                    .uploadId(upload)
                                    .partNumber(number),
                            RequestBody.fromBytes(part.toByteArray()))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
            part.reset();
        } catch (SdkException e) {
            throw S3Errors.of(place, e);
        }
    }

    private Object complete(@Nullable String ifNoneMatch) {
        return client.completeMultipartUpload(request -> request.bucket(place.bucket())
                .key(place.key())
                .uploadId(upload)
                .ifNoneMatch(ifNoneMatch)
                .multipartUpload(all -> all.parts(parts)));
    }
}
