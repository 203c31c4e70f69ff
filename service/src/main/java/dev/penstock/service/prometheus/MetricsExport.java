package dev.penstock.service.prometheus;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/** Collects the metrics of this process: Penstock's own, the Temporal SDK's and the JVM's. */
public final class MetricsExport implements AutoCloseable {
    /** The content type of what {@link #scrape} returns. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final com.uber.m3.util.Duration REPORT_INTERVAL = com.uber.m3.util.Duration.ofSeconds(5);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    private MetricsExport() {}

    public static MetricsExport open() {
        MetricsExport export = new MetricsExport();
        export.registry.config().meterFilter(new SdkRequestTags());
        Metrics.addRegistry(export.registry);
        new JvmMemoryMetrics().bindTo(export.registry);
        new JvmThreadMetrics().bindTo(export.registry);
        new ProcessorMetrics().bindTo(export.registry);
        export.collections.bindTo(export.registry);
        return export;
    }

    /** Returns the scope to which the Temporal SDK reports its metrics. */
    public Scope temporalScope() {
        return new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(registry))
                .reportEvery(REPORT_INTERVAL);
    }

    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        Metrics.removeRegistry(registry);
        registry.close();
    }
}
