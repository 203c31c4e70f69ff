package dev.penstock.providers;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells provider accounts apart without their keys. A key cannot be computed from it, and trying out guesses of a key is
 * slow; whoever knows the key of an account finds its fingerprint.
 */
final class AccountFingerprint {
    private static final int ITERATIONS = 50_000;
    private static final int BITS = 128;

    /** Remembered, because each takes a tenth of a second, and the accounts of a process are few. */
    private static final Map<Credentials, String> KNOWN = new ConcurrentHashMap<>();

    private AccountFingerprint() {}

    private record Credentials(URI baseUrl, @Nullable Secret apiKey, Map<String, Secret> headers) {}

    /** Returns the fingerprint of an address and the credentials to call it, in hexadecimal digits. */
    static String of(URI baseUrl, @Nullable Secret apiKey, Map<String, Secret> headers) {
        return KNOWN.computeIfAbsent(
                new Credentials(baseUrl, apiKey, Map.copyOf(headers)),
                account -> compute(account.baseUrl(), account.apiKey(), account.headers()));
    }

    private static String compute(URI baseUrl, @Nullable Secret apiKey, Map<String, Secret> headers) {
        StringBuilder credentials = new StringBuilder(apiKey == null ? "" : apiKey.reveal());
        new TreeMap<>(headers)
                .forEach((name, value) ->
                        credentials.append('\n').append(name).append(':').append(value.reveal()));
        // The address as salt: the same key has another fingerprint elsewhere.
        byte[] salt = ("penstock account " + baseUrl).getBytes(StandardCharsets.UTF_8);
        // A space, because the algorithm takes no empty password.
        PBEKeySpec spec = new PBEKeySpec((" " + credentials).toCharArray(), salt, ITERATIONS, BITS);
        try {
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no PBKDF2WithHmacSHA256", e);
        } finally {
            spec.clearPassword();
        }
    }
}
