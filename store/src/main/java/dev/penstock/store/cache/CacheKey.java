package dev.penstock.store.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of a cached response: the tenant, and a digest of tenant, provider, endpoint and request body. The user name,
 * password and keys of the provider account are not part of the key.
 *
 * @param folder the tenant's folder in the cache
 * @param digest a SHA-256 in 64 hexadecimal digits
 */
public record CacheKey(String folder, String digest) {
    /** The folder for requests without a tenant; a tenant's folder never contains an underscore. */
    private static final String WITHOUT_TENANT = "_";

    /**
     * Makes the key of a request's response.
     *
     * @param provider the provider's base URL
     * @param url the endpoint's path
     */
    public static CacheKey of(@Nullable String tenant, URI provider, String url, JsonNode body) {
        byte[] digest = new RequestDigest()
                .add(folder(tenant))
                .add(address(provider))
                .add(url)
                .add(body)
                .finish();
        return new CacheKey(folder(tenant), HexFormat.of().formatHex(digest));
    }

    /** Returns a tenant's folder: all but lower-case letters, digits and dashes is percent-encoded, so that no name is a path. */
    public static String folder(@Nullable String tenant) {
        if (tenant == null) {
            return WITHOUT_TENANT;
        }
        StringBuilder folder = new StringBuilder();
        for (byte b : tenant.getBytes(UTF_8)) {
            boolean stays = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
            folder.append(stays ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
        }
        return folder.toString();
    }

    /** Returns the tenant of a folder; empty for the folder of requests without a tenant. */
    public static Optional<String> tenant(String folder) {
        // Percent-encoded as in a URL; the plus sign, which URLDecoder treats differently, is in no folder's name.
        return folder.equals(WITHOUT_TENANT) ? Optional.empty() : Optional.of(URLDecoder.decode(folder, UTF_8));
    }

    private static String address(URI provider) {
        String host = String.valueOf(provider.getHost()).toLowerCase(Locale.ROOT);
        return "%s://%s:%d%s".formatted(provider.getScheme(), host, provider.getPort(), provider.getPath());
    }
}
