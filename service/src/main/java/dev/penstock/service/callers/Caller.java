package dev.penstock.service.callers;

import dev.penstock.contracts.Urgency;
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
public record Caller(
        @Nullable String key,
        @Nullable String tenant,
        boolean admin,
        Urgency priority,
        @Nullable Double weight) {
    /** The request's attribute. */
    static final String ATTRIBUTE = "penstock.caller";

    /** Whoever can reach a server without keys. */
    public static final Caller ANYBODY = new Caller(null, null, true, Urgency.NORMAL, null);

    /** Whom a filter has found to ask. */
    public static Caller of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, Caller.class)
                .orElseThrow(() -> ApiFailure.unauthorized("no API key was shown"));
    }

    /** Whether this is theirs to see. */
    public boolean owns(@Nullable String tenantOfIt) {
        return admin || (tenant != null && tenant.equals(tenantOfIt));
    }
}
