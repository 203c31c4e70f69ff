package dev.penstock.contracts.batch;

import io.temporal.common.SearchAttributeKey;

/** The search attributes of Batch workflows, where the Temporal server has them registered. */
public final class BatchAttributes {
    /** Who the batch is for. Set only where it is known to be registered, because it would stop the workflow otherwise. */
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("PenstockTenant");

    private BatchAttributes() {}
}
