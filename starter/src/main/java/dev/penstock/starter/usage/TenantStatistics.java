package dev.penstock.starter.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.penstock.client.batch.Figures;
import java.util.List;

/**
 * The statistics of a tenant's batches; what {@code penstock stats --tenant NAME --json} prints.
 *
 * @param batches how many batches they are
 */
public record TenantStatistics(
        String tenant,
        long batches,
        @JsonUnwrapped Figures figures,
        @JsonUnwrapped Statistics statistics) {
    /**
     * @param book what the tenant's batches have used
     */
    public static TenantStatistics of(String tenant, UsageBook book) {
        return new TenantStatistics(
                tenant, book.batches(), Figures.of(book.sum().receipt()), Statistics.of(book, List.of()));
    }
}
