package dev.penstock.service.callers;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.penstock.service.ApiBackend;
import dev.penstock.store.DocumentStore;
import dev.penstock.store.Json;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.TaskScheduler;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts each key's requests and tokens of today (UTC). Every process keeps its own counts in the store, as
 * {@code key-days/<date>.<process>}, and adds those of the other processes, which are a second or two old.
 */
@Singleton
public final class DailyKeyUsage implements ApplicationEventListener<ServerStartupEvent> {
    /** The requests and tokens of one key. */
    record Count(long requests, long tokens) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count other) {
            return new Count(requests + other.requests, tokens + other.tokens);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(DailyKeyUsage.class);
    private static final Duration SAVE_INTERVAL = Duration.ofSeconds(1);
    private static final String FOLDER = "key-days";
    private static final TypeReference<Map<String, Count>> COUNTS = new TypeReference<>() {};

    private final DocumentStore documents;
    private final Clock clock;
    private final @Nullable TaskScheduler scheduler;
    private final String process = UUID.randomUUID().toString();
    private final Map<String, Count> mine = new HashMap<>();
    /** The broken documents that were named in the log. */
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    private LocalDate day;
    private boolean changed;
    private volatile Map<String, Count> others = Map.of();

    @Inject
    DailyKeyUsage(ApiBackend backend, @Named(TaskExecutors.SCHEDULED) TaskScheduler scheduler) {
        this(backend.store().documents(), Clock.systemUTC(), scheduler);
    }

    DailyKeyUsage(DocumentStore documents, Clock clock) {
        this(documents, clock, null);
    }

    private DailyKeyUsage(DocumentStore documents, Clock clock, @Nullable TaskScheduler scheduler) {
        this.scheduler = scheduler;
        this.documents = documents;
        this.clock = clock;
        this.day = LocalDate.now(clock.withZone(ZoneOffset.UTC));
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent started) {
        if (scheduler != null) {
            scheduler.scheduleWithFixedDelay(SAVE_INTERVAL, SAVE_INTERVAL, this::exchange);
        }
    }

    synchronized Count today(String key) {
        startNewDay();
        return mine.getOrDefault(key, Count.NONE).plus(others.getOrDefault(key, Count.NONE));
    }

    synchronized void add(String key, long requests, long tokens) {
        startNewDay();
        Count unused = mine.merge(key, new Count(requests, tokens), Count::plus);
        changed = true;
    }

    @PostConstruct
    @PreDestroy
    void exchange() {
        try {
            save();
            others = load();
        } catch (IOException | RuntimeException e) {
            synchronized (this) {
                changed = true;
            }
            log.warn("Today's usage of the API keys cannot be written to the store at the moment", e);
        }
    }

    private void save() throws IOException {
        String name;
        byte[] content;
        synchronized (this) {
            startNewDay();
            if (!changed) {
                return;
            }
            changed = false;
            name = day + "." + process;
            content = Json.MAPPER.writeValueAsBytes(mine);
        }
        documents.write(FOLDER, name, content);
    }

    private Map<String, Count> load() throws IOException {
        String today = LocalDate.now(clock.withZone(ZoneOffset.UTC)) + ".";
        Map<String, Count> sum = new HashMap<>();
        for (String name : documents.names(FOLDER)) {
            // Files of later dates, from a process whose clock is ahead, are kept.
            if (name.compareTo(today) < 0) {
                boolean unused = documents.delete(FOLDER, name);
            } else if (name.startsWith(today) && !name.endsWith(process)) {
                byte[] theirs = documents.read(FOLDER, name).orElse(new byte[] {'{', '}'});
                counts(name, theirs).forEach((key, count) -> sum.merge(key, count, Count::plus));
            }
        }
        return sum;
    }

    /** Returns the counts of a document; none of one that is broken, so that it does not keep all others from counting. */
    private Map<String, Count> counts(String name, byte[] document) {
        try {
            Map<String, Count> counts = Json.MAPPER.readValue(document, COUNTS);
            if (counts != null && counts.values().stream().allMatch(Objects::nonNull)) {
                return counts;
            }
        } catch (IOException e) {
            // Said below.
        }
        if (broken.add(name)) {
            log.warn("The store's {}/{} cannot be read; what it says of today's usage does not count", FOLDER, name);
        }
        return Map.of();
    }

    private void startNewDay() {
        LocalDate now = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        if (!now.equals(day)) {
            day = now;
            mine.clear();
            others = Map.of();
        }
    }
}
