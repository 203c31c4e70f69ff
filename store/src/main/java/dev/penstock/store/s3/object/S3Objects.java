package dev.penstock.store.s3.object;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The objects at a place in a bucket; keys are relative to it. Methods throw
 * {@link dev.penstock.store.StoreUnavailableException} when a person has to mend something, such as credentials, and an
 * {@link IOException} with a sentence when the bucket does not answer after some attempts.
 */
public final class S3Objects {
    private final S3Client client;
    private final S3Location root;

    public S3Objects(S3Client client, S3Location root) {
        this.client = client;
        this.root = root;
    }

    /** Returns the place of a key. */
    public S3Location locate(String key) {
        return root.below(key);
    }

    /** Returns the objects below a key. */
    public S3Objects below(String key) {
        return new S3Objects(client, root.below(key));
    }

    /** Reads an object; empty when it does not exist. */
    public Optional<byte[]> read(String key) throws IOException {
        return get(
                key, request -> request, asked -> client.getObjectAsBytes(asked).asByteArrayUnsafe());
    }

    /** Opens an object at the given byte; empty when it does not exist, and a stream without bytes at or behind its end. */
    public Optional<InputStream> open(String key, long from) throws IOException {
        try {
            return ResumedStream.open(
                    this,
                    S3Connection.STREAMS,
                    key,
                    from,
                    () -> get(
                            key,
                            request -> from == 0 ? request : request.range("bytes=" + from + "-"),
                            client::getObject));
        } catch (RangeException behind) {
            return Optional.of(InputStream.nullInputStream());
        }
    }

    /**
     * Reads some bytes of an object.
     *
     * @throws EOFException when the object does not exist or is too short
     */
    public byte[] range(String key, long offset, int length) throws IOException {
        if (length == 0) {
            return new byte[0];
        }
        String range = "bytes=%d-%d".formatted(offset, offset + length - 1);
        Optional<byte[]> found;
        try {
            found = get(
                    key,
                    request -> request.range(range),
                    asked -> client.getObjectAsBytes(asked).asByteArrayUnsafe());
        } catch (RangeException behind) {
            found = Optional.empty();
        }
        if (found.isEmpty() || found.get().length != length) {
            throw new EOFException(locate(key) + " is missing or shorter than it should be");
        }
        return found.get();
    }

    /** Finds an object without reading it. */
    public Optional<StoredObject> find(String key) throws IOException {
        return head(key).map(found -> new StoredObject(key, found.contentLength(), found.lastModified()));
    }

    /** Writes an object, replacing an earlier one. */
    public void put(String key, byte[] content) throws IOException {
        try {
            client.putObject(
                    request -> request.bucket(root.bucket()).key(locate(key).key()), RequestBody.fromBytes(content));
        } catch (SdkException e) {
            throw S3Errors.of(locate(key), e);
        }
    }

    /**
     * Writes an object unless it exists: of several writers one succeeds.
     *
     * @return whether this one has
     */
    public boolean putNew(String key, byte[] content) throws IOException {
        return new ConditionalWrite(this, key)
                .of(mark -> client.putObject(
                        request -> request.bucket(root.bucket())
                                .key(locate(key).key())
                                .ifNoneMatch("*")
                                .metadata(mark),
                        RequestBody.fromBytes(content)));
    }

    /** Begins an object that appears when it is published. */
    public ObjectWriter write(String key) {
        return new ObjectWriter(client, this, key);
    }

    /**
     * Copies an object, without reading it.
     *
     * @param size of the object, in bytes
     */
    public void copy(String from, String to, long size) throws IOException {
        new ObjectCopier(client, locate(from), locate(to)).copy(size);
    }

    /** Deletes an object, if it exists. */
    public void delete(String key) throws IOException {
        try {
            client.deleteObject(
                    request -> request.bucket(root.bucket()).key(locate(key).key()));
        } catch (SdkException e) {
            throw S3Errors.of(locate(key), e);
        }
    }

    /** Lists the objects whose keys begin in this way, in the order of their keys, page by page. */
    public Iterable<StoredObject> list(String prefix) {
        return list(prefix, null);
    }

    /**
     * Lists objects whose keys begin in this way, in the order of their keys, page by page; iterating throws an
     * {@link java.io.UncheckedIOException}.
     *
     * @param after the key after which the list begins; null = at the first
     */
    public Iterable<StoredObject> list(String prefix, @Nullable String after) {
        return () -> new ObjectPages(new ObjectListing(client, root), prefix, after);
    }

    /**
     * Lists what lies directly below a key, as in a folder.
     *
     * @param folder with a slash at its end
     */
    public Folder folder(String folder) throws IOException {
        return new ObjectListing(client, root).folder(folder);
    }

    /** The contents that lie directly in a folder; keys and names are relative to it. */
    public record Folder(List<StoredObject> objects, List<String> folders) {}

    /** Returns a sentence about what keeps the bucket from being used; empty when nothing does. */
    public Optional<String> trouble() {
        return access().trouble();
    }

    /** Returns the checks of what may be done in the bucket. */
    BucketAccess access() {
        return new BucketAccess(client, root);
    }

    /**
     * Opens an object again.
     *
     * @throws IOException also when it is another one by now, with another tag
     */
    ResponseInputStream<GetObjectResponse> reopen(String key, long from, String tag) throws IOException {
        Optional<ResponseInputStream<GetObjectResponse>> found =
                get(key, request -> request.range("bytes=" + from + "-").ifMatch(tag), client::getObject);
        return found.orElseThrow(() -> new FileNotFoundException(locate(key) + " was deleted"));
    }

    Optional<HeadObjectResponse> head(String key) throws IOException {
        try {
            return Optional.of(client.headObject(
                    request -> request.bucket(root.bucket()).key(locate(key).key())));
        } catch (AwsServiceException e) {
            if (S3Errors.isMissing(e)) {
                return Optional.empty();
            }
            throw S3Errors.of(locate(key), e);
        } catch (SdkException e) {
            throw S3Errors.of(locate(key), e);
        }
    }

    private <T> Optional<T> get(String key, UnaryOperator<GetObjectRequest.Builder> details, Get<T> get)
            throws IOException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(root.bucket()).key(locate(key).key());
        try {
            return Optional.of(get.of(details.apply(request).build()));
        } catch (AwsServiceException e) {
            if (S3Errors.isMissing(e)) {
                return Optional.empty();
            }
            if (e.statusCode() == RangeException.STATUS) {
                throw new RangeException(e);
            }
            throw S3Errors.of(locate(key), e);
        } catch (SdkException e) {
            throw S3Errors.of(locate(key), e);
        }
    }

    @FunctionalInterface
    private interface Get<T> {
        T of(GetObjectRequest request);
    }

    private static final class RangeException extends IOException {
        private static final int STATUS = 416;

        private RangeException(Throwable cause) {
            super(cause);
        }
    }
}
