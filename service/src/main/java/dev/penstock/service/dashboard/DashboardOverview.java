package dev.penstock.service.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.penstock.contracts.pool.PoolStatus;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything at one moment.
 *
 * @param at in milliseconds since 1970
 * @param batches running ones first, then the latest
 * @param missing what could not be asked just now, for people
 */
public record DashboardOverview(
        long at,
        String engine,
        String provider,
        @JsonProperty("web_ui") @Nullable URI webUi,
        List<BatchFigures> batches,
        List<PoolStatus> pools,
        @Nullable String missing) {}
