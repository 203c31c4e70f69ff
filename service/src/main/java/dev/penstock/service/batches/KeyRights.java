package dev.penstock.service.batches;

import dev.penstock.contracts.batch.BatchDefaults;
import dev.penstock.contracts.batch.BatchSpec;
import dev.penstock.contracts.batch.SpecKey;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import java.util.Optional;

/** Checks which options of a batch the caller's API key allows, and sets the options that the key determines. */
final class KeyRights {
    private KeyRights() {}

    /**
     * Checks that a batch has no higher priority or weight than its key allows; admin keys allow any.
     *
     * @throws ApiFailure 400 when the batch's priority or weight is too high
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
        // A tenant must not raise its own share of capacity.
        if (asked.has(SpecKey.WEIGHT) && asked.weight() > most) {
            throw ApiFailure.invalid("this key's batches have weight %s at most".formatted(most), "weight", null);
        }
    }

    /** Returns the specification with the key's id and tenant, which callers cannot choose. */
    static BatchSpec owned(BatchSpec asked, ApiCaller caller) {
        BatchSpec named = asked.with(SpecKey.KEY, caller.key());
        return caller.tenant() == null ? named : named.with(SpecKey.TENANT, caller.tenant());
    }
}
