package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.client.batch.BatchTotals;
import java.util.List;

/**
 * The statistics of a tenant's batches; what {@code penstock stats --tenant NAME --json} prints.
 *
 * @param batches how many batches they are
 */
public record TenantStatistics(
        String tenant,
        long batches,
        @JsonUnwrapped BatchTotals figures,
        @JsonUnwrapped Statistics statistics) {
    /**
     * @param book what the tenant's batches have used
     */
    public static TenantStatistics of(String tenant, UsageRecords book) {
        return new TenantStatistics(
                tenant, book.batches(), BatchTotals.of(book.sum().receipt()), Statistics.of(book, List.of()));
    }
}
