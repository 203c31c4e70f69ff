package dev.penstock.store.s3.object;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * A place in a bucket: an object, or all objects whose keys begin alike.
 *
 * @param key without a slash at its beginning; empty = the whole bucket
 */
public record S3Location(String bucket, String key) {
    /** The beginning of an address of such a place. */
    public static final String SCHEME = "s3";

    /** As AWS has it, and services that speak its protocol are no stricter. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** Tells whether a text is the address of a place in a bucket, well formed or not. */
    public static boolean isAddress(String text) {
        return text.regionMatches(true, 0, SCHEME + "://", 0, SCHEME.length() + 3);
    }

    /**
     * Parses an address.
     *
     * @param address such as {@code s3://bucket/folder/in.jsonl}; its key is taken as it is, without decoding
     * @throws IllegalArgumentException with a sentence for the user when it is none
     */
    public static S3Location of(String address) {
        if (!isAddress(address)) {
            throw new IllegalArgumentException("'%s' is no address such as s3://bucket/name".formatted(address));
        }
        String rest = address.substring(SCHEME.length() + 3);
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "'%s' in %s is no name of a bucket, which has 3 to 63 small letters, digits, dots and hyphens"
                            .formatted(bucket, address));
        }
        return new S3Location(bucket, slash < 0 ? "" : rest.substring(slash + 1));
    }

    /** Tells whether this is the other place or lies below it, as in a folder; {@code /in} is not above {@code /inner}. */
    public boolean isBelow(S3Location other) {
        String folder = other.key.isEmpty() || other.key.endsWith("/") ? other.key : other.key + "/";
        return bucket.equals(other.bucket) && (key.startsWith(folder) || key.equals(other.key));
    }

    /** Returns the place of a key below this one. */
    public S3Location below(String name) {
        return new S3Location(bucket, key.isEmpty() || key.endsWith("/") ? key + name : key + "/" + name);
    }

    /**
     * Returns the address as a URI.
     *
     * @throws IllegalArgumentException when the key has characters that a URI has not
     */
    public URI toUri() {
        return URI.create(SCHEME + "://" + bucket + "/" + key);
    }

    /** Returns the address. */
    @Override
    public String toString() {
        return SCHEME + "://" + bucket + (key.isEmpty() ? "" : "/" + key);
    }
}
