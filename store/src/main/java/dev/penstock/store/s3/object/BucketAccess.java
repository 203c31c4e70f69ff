package dev.penstock.store.s3.object;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Finds out what may be done in a bucket, without changing anything there. */
final class BucketAccess {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final S3Client client;
    private final S3Location root;

    BucketAccess(S3Client client, S3Location root) {
        this.client = client;
        this.root = root;
    }

    /** Returns a sentence about what keeps the bucket from being used; empty when nothing does. */
    Optional<String> trouble() {
        try {
            client.headBucket(request ->
                    request.bucket(root.bucket()).overrideConfiguration(settings -> settings.apiCallTimeout(TIMEOUT)));
            return Optional.empty();
        } catch (AwsServiceException e) {
            if (e.statusCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.of(S3Errors.noBucket(root));
            }
            return Optional.of(S3Errors.mending(root, e).orElseGet(() -> S3Errors.silent(root, e)));
        } catch (SdkException e) {
            return Optional.of(S3Errors.mending(root, e).orElseGet(() -> S3Errors.silent(root, e)));
        }
    }

    /** Begins an upload and drops it, which needs the same rights as writing and changes nothing. */
    void tryUploading(String key) throws IOException {
        String bucket = root.bucket();
        String object = root.below(key).key();
        try {
            String upload = client.createMultipartUpload(
                            request -> request.bucket(bucket).key(object))
                    .uploadId();
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(object).uploadId(upload));
        } catch (SdkException e) {
            throw S3Errors.of(root.below(key), e);
        }
    }
}
