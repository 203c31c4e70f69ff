package dev.penstock.contracts.batch;

import io.temporal.common.SearchAttributeKey;

/** The search attributes of Batch workflows, where the Temporal server has them registered. */
public final class BatchAttributes {
    /** The tenant of the batch; set only where the attribute is known to be registered, because it would stop the workflow otherwise. */
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("PenstockTenant");

    private BatchAttributes() {}
}
