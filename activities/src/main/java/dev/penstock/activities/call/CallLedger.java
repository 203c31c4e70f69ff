package dev.penstock.activities.call;

import dev.penstock.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;

/** A ledger of calls that are in no result log: what they cost, or may have cost. */
@FunctionalInterface
public interface CallLedger {
    /**
     * Records that a call begins; the record survives the death of this process.
     *
     * @throws StoreUnavailableException when the record cannot be written, so that the call must not be made
     */
    OpenCall begin(CallRequest request);

    /** A recorded call that is under way. */
    @FunctionalInterface
    interface OpenCall {
        /**
         * Records how the call ended; to be called once.
         *
         * @param report null if the call failed unexpectedly, so that it may have been paid for
         */
        void ended(@Nullable CallReport report);
    }
}
