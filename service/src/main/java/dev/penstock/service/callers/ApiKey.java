package dev.penstock.service.callers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.Urgency;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that callers of the API show, as it is kept: without what it would take to use it.
 *
 * @param id its first part, by which it is listed and revoked
 * @param hash SHA-256 of its second part, in hexadecimal; that part is random, so that nothing slower is needed
 * @param tenant whose files and batches its bearer sees
 * @param admin whether it sees everybody's, and the pools, besides
 * @param weight the tenant's; null = as configured, or 1
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
    ApiCaller caller() {
        return new ApiCaller(id, tenant, admin, priority, weight);
    }
}
