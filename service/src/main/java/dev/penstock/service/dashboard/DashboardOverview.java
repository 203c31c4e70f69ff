package dev.penstock.service.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.pool.PoolStatus;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of the dashboard at one moment.
 *
 * @param at the time in milliseconds since 1970
 * @param batches running batches first, then the latest ended ones
 * @param routes the routes of this process, each with its pools, for people to read
 * @param missing why parts of the data are missing, for people to read; null = nothing is missing
 */
public record DashboardOverview(
        long at,
        String engine,
        String provider,
        @JsonProperty("web_ui") @Nullable URI webUi,
        List<BatchFigures> batches,
        List<PoolStatus> pools,
        List<String> routes,
        @Nullable String missing) {}
