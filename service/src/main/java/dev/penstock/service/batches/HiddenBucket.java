package dev.penstock.service.batches;

import dev.penstock.store.s3.object.S3Location;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Replaces a store's bucket and the address of its service in messages for callers.
 *
 * @param root the place of the store
 * @param endpoint the address of the service; empty for AWS's
 */
record HiddenBucket(S3Location root, Optional<String> endpoint) {
    private static final String STORE = "the store";
    private static final String NAME_GOES_ON = "[\\w.-]";

    String hide(String message) {
        String bucket = Pattern.quote(root.bucket());
        String cleaned = hideEndpoint(message)
                .replaceAll(Pattern.quote(root.toString()) + "(?!" + NAME_GOES_ON + ")", STORE)
                .replaceAll("\\bbucket " + bucket + "(?!" + NAME_GOES_ON + ")", "bucket of the store");
        // The name of a host of AWS's, which is in messages about connections.
        return cleaned.replaceAll("(?<!" + NAME_GOES_ON + ")" + bucket + "\\.s3" + NAME_GOES_ON + "*", STORE);
    }

    private String hideEndpoint(String message) {
        if (endpoint.isEmpty()) {
            return message;
        }
        String address = endpoint.get();
        String host = address.replaceFirst("^[a-z]+://", "").replaceFirst("/.*$", "");
        String cleaned = message.replace(" at " + address, "").replace(address, STORE);
        return host.isEmpty() ? cleaned : cleaned.replace(host, STORE);
    }
}
