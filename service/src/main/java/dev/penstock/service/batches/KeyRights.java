package dev.penstock.service.batches;

import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import java.util.Optional;

/** What the caller with an API key may say in a batch's specification, and what the key says in the caller's place. */
final class KeyRights {
    private KeyRights() {}

    /**
     * Checks that a batch asks for no more than its key has; administrators may ask for anything.
     *
     * @throws ApiFailure 400 when the batch asks for a higher priority or a greater weight
     */
    static void check(BatchSpec asked, ApiCaller caller, BatchDefaults defaults) {
        if (caller.admin()) {
            return;
        }
        int highest = caller.priority().priorityKey();
        if (asked.has(SpecKey.PRIORITY) && asked.priority().priorityKey() < highest) {
            throw ApiFailure.invalid(
                    "this key's batches have priority %s at most"
                            .formatted(caller.priority().text()),
                    "priority",
                    null);
        }
        double most = defaults.weightOf(Optional.ofNullable(caller.tenant()).or(defaults::tenant))
                .orElse(BatchDefaults.WEIGHT);
        // A tenant's part beside others is not for the tenant to enlarge.
        if (asked.has(SpecKey.WEIGHT) && asked.weight() > most) {
            throw ApiFailure.invalid("this key's batches have weight %s at most".formatted(most), "weight", null);
        }
    }

    /** The specification with its key's id and tenant, which are not the caller's to choose. */
    static BatchSpec owned(BatchSpec asked, ApiCaller caller) {
        BatchSpec named = asked.with(SpecKey.KEY, caller.key());
        return caller.tenant() == null ? named : named.with(SpecKey.TENANT, caller.tenant());
    }
}
