package dev.penstock.store.s3.object;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists the objects at a place in a bucket, whose keys are relative to it. */
final class ObjectListing {
    /** The most objects in an answer, by S3's own limit. */
    private static final int PAGE = 1_000;

    private final S3Client client;
    private final S3Location root;

    ObjectListing(S3Client client, S3Location root) {
        this.client = client;
        this.root = root;
    }

    /**
     * Lists what lies directly below a key, as in a folder.
     *
     * @param folder with a slash at its end
     */
    S3Objects.Folder folder(String folder) throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        String prefix = root.below(folder).key();
        @Nullable String token = null;
        do {
            ListObjectsV2Response page =
                    page(request(prefix, token).delimiter("/").build());
            page.contents().forEach(object -> objects.add(stored(object, prefix.length())));
            for (CommonPrefix each : page.commonPrefixes()) {
                folders.add(
                        each.prefix().substring(prefix.length(), each.prefix().length() - 1));
            }
            token = page.nextContinuationToken();
        } while (token != null);
        return new S3Objects.Folder(objects, folders);
    }

    /**
     * Returns a page of the objects whose keys begin in this way, in the order of their keys.
     *
     * @param after the key after which the list begins; null = at the first
     * @param token the token that the page before named; null = the first page
     */
    ListObjectsV2Response page(String prefix, @Nullable String after, @Nullable String token) throws IOException {
        ListObjectsV2Request.Builder request = request(root.below(prefix).key(), token);
        return page(request.startAfter(after == null ? null : root.below(after).key())
                .build());
    }

    StoredObject stored(S3Object object) {
        return stored(object, root.below("").key().length());
    }

    private static StoredObject stored(S3Object object, int prefix) {
        return new StoredObject(object.key().substring(prefix), object.size(), object.lastModified());
    }

    private ListObjectsV2Request.Builder request(String prefix, @Nullable String token) {
        return ListObjectsV2Request.builder()
                .bucket(root.bucket())
                .prefix(prefix)
                .continuationToken(token)
                .maxKeys(PAGE);
    }

    private ListObjectsV2Response page(ListObjectsV2Request request) throws IOException {
        try {
            return client.listObjectsV2(request);
        } catch (SdkException e) {
            throw S3Errors.of(new S3Location(root.bucket(), String.valueOf(request.prefix())), e);
        }
    }
}
