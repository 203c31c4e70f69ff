package dev.penstock.activities.usage;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import dev.penstock.store.Store;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usage of single completions. Every process keeps its own sums in the store, {@code completions/<date>.<process>};
 * the sums are a second old at most, and a process that is killed loses the usage of that second.
 */
public final class CompletionLedger implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CompletionLedger.class);
    private static final String FOLDER = "completions";
    private static final TypeReference<List<Entry>> ENTRIES = new TypeReference<>() {};

    private final Store store;
    private final String process = UUID.randomUUID().toString();
    private final Map<Entry.Account, ResultUsage> used = new HashMap<>();
    private final Set<LocalDate> changed = new HashSet<>();

    public CompletionLedger(Store store) {
        this.store = store;
    }

    /** The usage of one tenant's completions with one day, pool and model. */
    public record Entry(Account account, ResultUsage used) {
        /**
         * @param tenant null if the completions belong to no tenant
         */
        public record Account(@Nullable String tenant, UsageKey key) {}
    }

    /** Returns the sums that all processes have written. */
    public static List<Entry> read(Store store) throws IOException {
        DocumentStore documents = store.documents();
        List<Entry> entries = new ArrayList<>();
        for (String name : documents.names(FOLDER)) {
            Optional<byte[]> text = documents.read(FOLDER, name);
            if (text.isPresent()) {
                entries.addAll(Json.MAPPER.readValue(text.get(), ENTRIES));
            }
        }
        return entries;
    }

    public synchronized void add(LocalDate day, @Nullable String tenant, String pool, String model, ResultUsage more) {
        String named = model.isEmpty() ? UsageKey.UNKNOWN : model;
        ResultUsage unused =
                used.merge(new Entry.Account(tenant, new UsageKey(day, pool, named, null)), more, ResultUsage::plus);
        changed.add(day);
    }

    /** Writes the sums that have changed. To be called about every second. */
    public void flush() {
        for (Map.Entry<LocalDate, List<Entry>> day : takeChanged().entrySet()) {
            try {
                byte[] text = Json.MAPPER.writeValueAsBytes(day.getValue());
                store.documents().write(FOLDER, day.getKey() + "." + process, text);
            } catch (IOException | RuntimeException e) {
                synchronized (this) {
                    changed.add(day.getKey());
                }
                log.warn("The usage of completions cannot be written to the store at the moment", e);
            }
        }
    }

    @Override
    public void close() {
        flush();
    }

    private synchronized Map<LocalDate, List<Entry>> takeChanged() {
        Map<LocalDate, List<Entry>> taken = new HashMap<>();
        for (LocalDate day : changed) {
            taken.put(
                    day,
                    used.entrySet().stream()
                            .filter(each -> day.equals(each.getKey().key().day()))
                            .map(each -> new Entry(each.getKey(), each.getValue()))
                            .toList());
        }
        changed.clear();
        return taken;
    }
}
