package dev.penstock.service.prometheus;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;

/**
 * Gives the Temporal SDK's meters of requests one set of tags. The SDK names the update only in requests of updates, and
 * Prometheus refuses meters of one name with different tags: those that come later would be missing.
 */
final class SdkRequestTags implements MeterFilter {
    private static final String UPDATE = "update_name";
    /** The text that the SDK itself writes into its other tags. */
    private static final String NONE = "none";

    @Override
    public Meter.Id map(Meter.Id id) {
        boolean isRequest = id.getName().startsWith("temporal_") && id.getTag("operation") != null;
        return isRequest && id.getTag(UPDATE) == null ? id.withTag(Tag.of(UPDATE, NONE)) : id;
    }
}
