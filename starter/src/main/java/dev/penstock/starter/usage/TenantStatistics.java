package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.client.batch.BatchTotals;
import java.util.List;

/**
 * The statistics of a tenant's batches, printed by {@code penstock stats --tenant NAME --json}.
 *
 * @param batches the number of batches
 */
public record TenantStatistics(
        String tenant,
        long batches,
        @JsonUnwrapped BatchTotals figures,
        @JsonUnwrapped Statistics statistics) {
    /**
     * Computes a tenant's statistics.
     *
     * @param book the usage records of the tenant's batches
     */
    public static TenantStatistics of(String tenant, UsageRecords book) {
        return new TenantStatistics(
                tenant, book.batches(), BatchTotals.of(book.sum().receipt()), Statistics.of(book, List.of()));
    }
}
