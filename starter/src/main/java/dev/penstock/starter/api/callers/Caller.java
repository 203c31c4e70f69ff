package dev.penstock.starter.api.callers;

import dev.penstock.contracts.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * Who asks; a parameter of any controller's method.
 *
 * @param tenant whose files and batches these are; null where no keys are used, and everything is everybody's
 * @param priority of what they submit, unless they ask for less
 */
public record Caller(@Nullable String tenant, Urgency priority) {
    /** The request's attribute. */
    static final String ATTRIBUTE = "penstock.caller";

    /** Whoever can reach a server without keys. */
    public static final Caller ANYBODY = new Caller(null, Urgency.NORMAL);

    /** Whether this is theirs to see. */
    public boolean owns(@Nullable String tenantOfIt) {
        return tenant == null || tenant.equals(tenantOfIt);
    }
}
