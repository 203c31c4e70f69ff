package dev.penstock.starter.usage;

import dev.penstock.activities.usage.BatchUsage;
import dev.penstock.activities.usage.CompletionLedger;
import dev.penstock.activities.usage.UsageFiles;
import dev.penstock.activities.usage.Used;
import dev.penstock.contracts.BatchId;
import dev.penstock.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that was used, as far as the store knows: of batches of every state, each request once. */
public final class UsageBook {
    private static final String SEPARATOR = "\u0000";

    private final List<Consumption> all;

    private UsageBook(List<Consumption> all) {
        this.all = all;
    }

    public static UsageBook of(Store store) throws IOException {
        UsageFiles files = new UsageFiles(store);
        try {
            return new UsageBook(Stream.concat(
                            store.batches().parallelStream().flatMap(batch -> batch(files, batch)),
                            CompletionLedger.read(store).stream().map(UsageBook::completions))
                    .toList());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Of one batch; empty when there is none. */
    public static Optional<UsageBook> of(Store store, BatchId batch) throws IOException {
        return new UsageFiles(store)
                .of(batch)
                .map(usage -> new UsageBook(consumption(batch, usage).toList()));
    }

    /** Only that of this tenant. */
    public UsageBook ofTenant(String tenant) {
        return new UsageBook(
                all.stream().filter(each -> tenant.equals(each.tenant())).toList());
    }

    public UsageBook in(Period period) {
        return new UsageBook(
                all.stream().filter(each -> period.has(each.key().day())).toList());
    }

    public Used sum() {
        return all.stream().map(Consumption::used).reduce(Used.NONE, Used::plus);
    }

    public long batches() {
        return all.stream()
                .map(Consumption::batch)
                .filter(Objects::nonNull)
                .distinct()
                .count();
    }

    /** In the order of the names. */
    public Map<Map<String, String>, Used> by(List<Dimension> dimensions) {
        Map<String, Map<String, String>> names = new TreeMap<>();
        Map<String, Used> used = new TreeMap<>();
        for (Consumption each : all) {
            Map<String, String> by = new LinkedHashMap<>();
            dimensions.forEach(dimension -> by.put(dimension.toString(), dimension.of(each)));
            String key = String.join(SEPARATOR, by.values());
            names.put(key, by);
            used.merge(key, each.used(), Used::plus);
        }
        Map<Map<String, String>, Used> sums = new LinkedHashMap<>();
        names.forEach(
                (key, by) -> sums.put(by, Optional.ofNullable(used.get(key)).orElse(Used.NONE)));
        return sums;
    }

    public List<UsageSum> sums(List<Dimension> dimensions) {
        List<UsageSum> sums = new ArrayList<>();
        by(dimensions).forEach((by, used) -> sums.add(UsageSum.of(by, used)));
        return sums;
    }

    public UsageSum total() {
        return UsageSum.of(Map.of(), sum());
    }

    private static Stream<Consumption> batch(UsageFiles files, BatchId batch) {
        try {
            return files.of(batch).stream().flatMap(usage -> consumption(batch, usage));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Consumption completions(CompletionLedger.Entry entry) {
        return new Consumption(null, entry.account().tenant(), entry.account().key(), entry.used());
    }

    private static Stream<Consumption> consumption(BatchId batch, BatchUsage usage) {
        return usage.groups().stream()
                .map(group -> new Consumption(batch.value(), usage.tenant(), group.key(), group.used()));
    }
}
