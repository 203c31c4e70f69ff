package dev.penstock.service.callers;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpRequest;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * The caller of an API request; controller methods take it as a parameter.
 *
 * @param key the id of the caller's API key; null when the server needs no keys
 * @param tenant the tenant whose files and batches the caller sees; null when the server needs no keys and all callers see all
 * @param admin whether the caller sees the files and batches of all tenants
 * @param priority the priority of the caller's batches, unless they ask for a lower one
 * @param weight the tenant's fairness weight; null = as configured, or 1
 */
@Hidden
public record ApiCaller(
        @Nullable String key,
        @Nullable String tenant,
        boolean admin,
        Urgency priority,
        @Nullable Double weight) {
    /** The request attribute that holds the caller. */
    static final String ATTRIBUTE = "penstock.caller";

    /** Any caller of a server without keys. */
    public static final ApiCaller ANONYMOUS = new ApiCaller(null, null, true, Urgency.NORMAL, null);

    /**
     * Returns the caller that {@link KeyFilter} has identified.
     *
     * @throws ApiFailure 401 when the request has no caller
     */
    public static ApiCaller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, ApiCaller.class)
                .orElseThrow(() -> ApiFailure.unauthorized("no API key was sent"));
    }

    /** Returns the defaults for this caller's batches and completions; values of the key take precedence over the configuration. */
    public BatchDefaults defaults(BatchDefaults configured) {
        return BatchDefaults.NONE
                .with(SpecKey.TENANT, tenant)
                .with(SpecKey.KEY, key)
                .with(SpecKey.PRIORITY, key == null ? null : priority.text())
                .with(SpecKey.WEIGHT, weight)
                .before(configured);
    }

    /** Whether the caller may see the files and batches of a tenant. */
    public boolean owns(@Nullable String tenantOfIt) {
        return admin || (tenant != null && tenant.equals(tenantOfIt));
    }
}
