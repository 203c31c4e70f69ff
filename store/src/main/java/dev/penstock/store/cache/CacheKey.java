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
 * Where an answer is kept: by tenant, and by what was asked of whom. Without names, keys or passwords of the account.
 *
 * @param folder of the tenant
 * @param digest 64 hexadecimal digits
 */
public record CacheKey(String folder, String digest) {
    /** No tenant's folder: a name is written without underscores. */
    private static final String OF_NOBODY = "_";

    /**
     * @param provider its base URL
     * @param url of the endpoint
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

    /** Small letters, digits and dashes stay; all else becomes its bytes: a name must not lead elsewhere. */
    public static String folder(@Nullable String tenant) {
        if (tenant == null) {
            return OF_NOBODY;
        }
        StringBuilder folder = new StringBuilder();
        for (byte b : tenant.getBytes(UTF_8)) {
            boolean stays = (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
            folder.append(stays ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
        }
        return folder.toString();
    }

    /** Whose folder it is; empty for nobody's. */
    public static Optional<String> tenant(String folder) {
        // As in a URL, but for the plus, which no folder has.
        return folder.equals(OF_NOBODY) ? Optional.empty() : Optional.of(URLDecoder.decode(folder, UTF_8));
    }

    private static String address(URI provider) {
        String host = String.valueOf(provider.getHost()).toLowerCase(Locale.ROOT);
        return "%s://%s:%d%s".formatted(provider.getScheme(), host, provider.getPort(), provider.getPath());
    }
}
