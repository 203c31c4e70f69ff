package dev.penstock.starter.provider;

import java.net.URI;

/** Reads a provider's address from an environment variable. */
final class AddressVariable {
    private AddressVariable() {}

    /**
     * @throws IllegalArgumentException with a sentence for the user
     */
    static URI parse(String variable, String url) {
        try {
            URI baseUrl = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (baseUrl.getHost() != null && baseUrl.getUserInfo() == null && baseUrl.getQuery() == null) {
                return baseUrl;
            }
        } catch (IllegalArgumentException unreadable) {
            // The error below covers all cases.
        }
        // An address with a password or a key in it is not shown, and would be seen wherever the address is.
        String shown = url.matches("(?s).*[@?].*") ? "" : " '" + url + "'";
        throw new IllegalArgumentException(
                "%s%s is not an address such as https://api.openai.com/v1, without user, password and query; a key goes into %s"
                        .formatted(variable, shown, keyVariable(variable)));
    }

    private static String keyVariable(String variable) {
        return variable.replaceFirst("_(BASE_URL|ENDPOINT)$", "_API_KEY");
    }
}
