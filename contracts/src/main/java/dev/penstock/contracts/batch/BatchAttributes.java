package dev.penstock.contracts.batch;

import io.temporal.common.SearchAttributeKey;

/** Names the search attributes and the memo by which Batch workflows are listed; attributes only where the Temporal server has them. */
public final class BatchAttributes {
    /** The tenant of the batch; set only where the attribute is known to be registered, because it would stop the workflow otherwise. */
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("PenstockTenant");

    /** The key of the memo that holds the id of the batch's store; absent until a worker has planned a batch that was started without. */
    public static final String STORE = "penstock-store";

    /** The key of the memo that holds the names of the pools that the batch may use; absent where any pool may be used. */
    public static final String POOLS = "penstock-pools";

    private BatchAttributes() {}
}
