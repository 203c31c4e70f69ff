package dev.penstock.service.callers;

import dev.penstock.contracts.Urgency;
import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpRequest;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Who asks; a parameter of any controller's method.
 *
 * @param key the id of the key shown; null where none is needed
 * @param tenant whose files and batches these are; null where no keys are used, and everything is everybody's
 * @param admin whether they see everybody's
 * @param priority of what they submit, unless they ask for less
 * @param weight of their tenant; null = as configured, or 1
 */
@Hidden
public record ApiCaller(
        @Nullable String key,
        @Nullable String tenant,
        boolean admin,
        Urgency priority,
        @Nullable Double weight) {
    /** The request's attribute. */
    static final String ATTRIBUTE = "penstock.caller";

    /** Whoever can reach a server without keys. */
    public static final ApiCaller ANYBODY = new ApiCaller(null, null, true, Urgency.NORMAL, null);

    /** Whom a filter has found to ask. */
    public static ApiCaller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, ApiCaller.class)
                .orElseThrow(() -> ApiFailure.unauthorized("no API key was shown"));
    }

    /** What this caller's batches and completions get that do not say it themselves; a key comes before the configuration. */
    public BatchDefaults defaults(BatchDefaults configured) {
        return BatchDefaults.NONE
                .with(SpecKey.TENANT, tenant)
                .with(SpecKey.KEY, key)
                .with(SpecKey.PRIORITY, key == null ? null : priority.text())
                .with(SpecKey.WEIGHT, weight)
                .before(configured);
    }

    /** Whether this is theirs to see. */
    public boolean owns(@Nullable String tenantOfIt) {
        return admin || (tenant != null && tenant.equals(tenantOfIt));
    }
}
