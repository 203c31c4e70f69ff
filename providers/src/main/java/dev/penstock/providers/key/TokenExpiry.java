package dev.penstock.providers.key;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.providers.JsonText;
import dev.penstock.providers.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Reads when a token expires, if it is a JSON Web Token (RFC 7519, "exp"), as Entra's are. */
final class TokenExpiry {
    private static final int PARTS = 3;

    private TokenExpiry() {}

    /** Returns when the token expires; empty for keys and for tokens that do not say. */
    static Optional<Instant> of(Secret token) {
        String[] parts = token.reveal().split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            JsonNode expires =
                    JsonText.parse(new String(claims, StandardCharsets.UTF_8)).path("exp");
            return expires.canConvertToLong() && expires.isNumber()
                    ? Optional.of(Instant.ofEpochSecond(expires.asLong()))
                    : Optional.empty();
        } catch (RuntimeException notAToken) {
            return Optional.empty();
        }
    }
}
