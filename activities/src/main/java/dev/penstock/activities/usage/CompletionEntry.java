package dev.penstock.activities.usage;

import org.jspecify.annotations.Nullable;

/** The usage of one tenant's single completions with one day, pool and model. */
public record CompletionEntry(Account account, ResultUsage used) {
    /**
     * The tenant and the key by which usage is summed.
     *
     * @param tenant null if the completions belong to no tenant
     */
    public record Account(@Nullable String tenant, UsageKey key) {}
}
