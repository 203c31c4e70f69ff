package dev.penstock.activities.batch.planning;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The url of a request as people write it: {@code /v1/chat/completions}, without its slash or version, as Azure writes it, or
 * with the provider's address.
 *
 * @param path OpenAI's path of the endpoint
 * @param address the provider's address, up to the endpoint; null if the url has none
 */
record EndpointUrl(String path, @Nullable URI address) {
    /** Longer urls lead nowhere, because the pattern takes the square of their length. */
    private static final int LONGEST = 2_000;

    private static final Pattern SLASHES = Pattern.compile("(?<!:)/{2,}");

    private static final Pattern SHAPE = Pattern.compile(
            "(?<address>(?i:https?)://[^/?#]+(?:/[^?#]*?)??)?/?(?<version>v1|openai/v1|api/v1|v1beta/openai|openai/deployments/[^/?#]+)?/?"
                    + "(?<endpoint>chat/completions|completions|embeddings|responses|messages|moderations|images/generations)/?(?:\\?api-version=[\\w.-]+)?");

    /** Parses a url; empty if it leads to none of the endpoints. */
    static Optional<EndpointUrl> of(@Nullable String url, Set<String> endpoints) {
        Matcher parts = SHAPE.matcher(url == null || url.length() > LONGEST ? "" : withSingleSlashes(url.strip()));
        if (!parts.matches() || !endpoints.contains("/v1/" + parts.group("endpoint"))) {
            return Optional.empty();
        }
        String address = parts.group("address");
        String version = parts.group("version");
        try {
            URI before = address == null ? null : new URI(address + (version == null ? "" : "/" + version));
            return Optional.of(new EndpointUrl("/v1/" + parts.group("endpoint"), before));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Returns whether a request with this url may be sent to the provider with this base URL. */
    boolean isOf(Optional<URI> base) {
        return address == null
                || base.filter(own -> isSameServer(own) && isSamePath(own)).isPresent();
    }

    private boolean isSameServer(URI own) {
        URI named = Objects.requireNonNull(address);
        return named.getUserInfo() == null
                && named.getHost() != null
                && named.getHost().equalsIgnoreCase(own.getHost())
                && scheme(named).equals(scheme(own))
                && port(named) == port(own);
    }

    /** An address names the base URL, or nothing between the server and OpenAI's or Azure's own path. */
    private boolean isSamePath(URI own) {
        String named = plain(Objects.requireNonNull(address));
        return named.equals(plain(own)) || named.matches("/?(v1|openai/v1)?|/openai/deployments/[^/]+");
    }

    private static String plain(URI address) {
        return address.getRawPath() == null
                ? ""
                : withSingleSlashes(address.getRawPath()).replaceFirst("/$", "");
    }

    private static String withSingleSlashes(String text) {
        return SLASHES.matcher(text).replaceAll("/");
    }

    private static String scheme(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static int port(URI address) {
        return address.getPort() >= 0 ? address.getPort() : scheme(address).equals("https") ? 443 : 80;
    }
}
