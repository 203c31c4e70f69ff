package dev.penstock.store.s3.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Copies an object within a bucket, whose content stays there: in one request up to 5 GB, and beyond that in parts. */
record ObjectCopier(S3Client client, S3Location from, S3Location to) {
    private static final long MOST_AT_ONCE = 5L << 30;
    private static final long PART = 1L << 30;

    void copy(long size) throws IOException {
        try {
            if (size <= MOST_AT_ONCE) {
                client.copyObject(request -> request.sourceBucket(from.bucket())
                        .sourceKey(from.key())
                        .destinationBucket(to.bucket())
                        .destinationKey(to.key()));
            } else {
                copyParts(size);
            }
        } catch (SdkException e) {
            throw S3Errors.of(to, e);
        }
    }

    private void copyParts(long size) {
        String upload = client.createMultipartUpload(
                        request -> request.bucket(to.bucket()).key(to.key()))
                .uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (long at = 0; at < size; at += PART) {
            int number = parts.size() + 1;
            String range = "bytes=%d-%d".formatted(at, Math.min(size, at + PART) - 1);
            String tag = client.uploadPartCopy(request -> request.sourceBucket(from.bucket())
                            .sourceKey(from.key())
                            .copySourceRange(range)
                            .destinationBucket(to.bucket())
                            .destinationKey(to.key())
                            .uploadId(upload)
                            .partNumber(number))
                    .copyPartResult()
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        }
        client.completeMultipartUpload(request ->
                request.bucket(to.bucket()).key(to.key()).uploadId(upload).multipartUpload(all -> all.parts(parts)));
    }
}
