package dev.penstock.service.callers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Urgency;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An API key as the store keeps it: with the secret's hash, but without the secret.
 *
 * @param id the first part of the key, by which the key is listed and revoked
 * @param hash SHA-256 of the secret in hexadecimal; the secret is random, so that no slower hash is needed
 * @param tenant the tenant whose files and batches the key gives access to
 * @param admin whether the key also gives access to the files and batches of all tenants, and to the pools
 * @param weight the tenant's fairness weight; null = as configured, or 1
 */
public record ApiKey(
        String id,
        String hash,
        String tenant,
        boolean admin,
        Urgency priority,
        @Nullable Double weight,
        KeyLimits limits,
        @JsonProperty("created_at") Instant createdAt) {
    public ApiKey {
        // A document with a part missing is no key, rather than a key with fewer limits.
        Stream.of(id, hash, tenant, priority, limits, createdAt).forEach(Objects::requireNonNull);
    }

    ApiCaller caller() {
        return new ApiCaller(id, tenant, admin, priority, weight);
    }
}
