package dev.penstock.starter.usage;

import dev.penstock.activities.batch.assembly.BatchUsage;
import dev.penstock.activities.batch.assembly.UsageFiles;
import dev.penstock.activities.usage.CompletionEntry;
import dev.penstock.activities.usage.CompletionUsage;
import dev.penstock.activities.usage.ResultUsage;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All usage that the store has, of batches in every state, with each request once. By model, pool or stage, a request
 * with stages counts once for each of its calls.
 */
public final class UsageRecords {
    private static final String SEPARATOR = "\u0000";

    private final List<UsageRecord> all;
    private final List<UsageRecord> calls;

    private UsageRecords(List<UsageRecord> all, List<UsageRecord> calls) {
        this.all = all;
        this.calls = calls;
    }

    private record OfBatch(BatchId id, BatchUsage usage) {
        Stream<UsageRecord> all() {
            return consumption(usage.groups());
        }

        Stream<UsageRecord> calls() {
            return consumption(usage.calls());
        }

        private Stream<UsageRecord> consumption(List<BatchUsage.Group> groups) {
            return groups.stream().map(group -> new UsageRecord(id.value(), usage.tenant(), group.key(), group.used()));
        }
    }

    public static UsageRecords of(Store store) throws IOException {
        UsageFiles files = new UsageFiles(store);
        try {
            List<OfBatch> batches = store.batches().parallelStream()
                    .flatMap(batch -> batch(files, batch))
                    .toList();
            List<UsageRecord> completions = CompletionUsage.read(store, Clock.systemUTC()).stream()
                    .map(UsageRecords::completions)
                    .toList();
            return new UsageRecords(
                    Stream.concat(batches.stream().flatMap(OfBatch::all), completions.stream())
                            .toList(),
                    Stream.concat(batches.stream().flatMap(OfBatch::calls), completions.stream())
                            .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Returns the usage of one batch; empty if the batch does not exist. */
    public static Optional<UsageRecords> of(Store store, BatchId batch) throws IOException {
        return new UsageFiles(store)
                .of(batch)
                .map(usage -> new OfBatch(batch, usage))
                .map(one -> new UsageRecords(one.all().toList(), one.calls().toList()));
    }

    /** Returns the usage of this tenant only. */
    public UsageRecords ofTenant(String tenant) {
        return those(each -> tenant.equals(each.tenant()));
    }

    public UsageRecords in(DateRange period) {
        return those(each -> period.has(each.key().day()));
    }

    private UsageRecords those(Predicate<UsageRecord> wanted) {
        return new UsageRecords(
                all.stream().filter(wanted).toList(),
                calls.stream().filter(wanted).toList());
    }

    public ResultUsage sum() {
        return all.stream().map(UsageRecord::used).reduce(ResultUsage.NONE, ResultUsage::plus);
    }

    public long batches() {
        return all.stream()
                .map(UsageRecord::batch)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    /** Returns the sums for each combination of the dimensions' values, sorted by the values. */
    public Map<Map<String, String>, ResultUsage> by(List<UsageDimension> dimensions) {
        Map<String, Map<String, String>> names = new TreeMap<>();
        Map<String, ResultUsage> used = new TreeMap<>();
        for (UsageRecord each : dimensions.stream().anyMatch(UsageDimension::isOfCalls) ? calls : all) {
            Map<String, String> by = new LinkedHashMap<>();
            dimensions.forEach(dimension -> by.put(dimension.toString(), dimension.of(each)));
            String key = String.join(SEPARATOR, by.values());
            names.put(key, by);
            used.merge(key, each.used(), ResultUsage::plus);
        }
        Map<Map<String, String>, ResultUsage> sums = new LinkedHashMap<>();
        names.forEach(
                (key, by) -> sums.put(by, Optional.ofNullable(used.get(key)).orElse(ResultUsage.NONE)));
        return sums;
    }

    public List<UsageSum> sums(List<UsageDimension> dimensions) {
        List<UsageSum> sums = new ArrayList<>();
        by(dimensions).forEach((by, used) -> sums.add(UsageSum.of(by, used)));
        return sums;
    }

    public UsageSum total() {
        return UsageSum.of(Map.of(), sum());
    }

    private static Stream<OfBatch> batch(UsageFiles files, BatchId batch) {
        try {
            return files.of(batch).stream().map(usage -> new OfBatch(batch, usage));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UsageRecord completions(CompletionEntry entry) {
        return new UsageRecord(null, entry.account().tenant(), entry.account().key(), entry.used());
    }
}
