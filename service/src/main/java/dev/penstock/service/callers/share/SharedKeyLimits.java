package dev.penstock.service.callers.share;

import dev.penstock.limits.share.Claim;
import dev.penstock.limits.share.ClaimDivision;
import dev.penstock.store.DocumentStore;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits per minute that hold over all API processes of a store. Each process has a part of each limit that it uses, by what all
 * want, and claims it in the store before it uses it ({@link ClaimDivision}); requests are counted in memory.
 */
public final class SharedKeyLimits {
    /** How often parts are exchanged while a limit is in use. */
    public static final Duration INTERVAL = Duration.ofSeconds(2);

    /** How often a process looks for a part that it lacks: callers that are refused do not keep the store busy. */
    private static final Duration LOOKING = Duration.ofMillis(200);

    /** A process that has not written its claims for so long uses none of its parts, because the others may think it dead. */
    private static final Duration TRUSTED = StoredClaims.DEAD.dividedBy(2);

    private static final Logger log = LoggerFactory.getLogger(SharedKeyLimits.class);

    private final StoredClaims papers;
    private final String me;
    private final TimeMeter clock;
    private final ConcurrentMap<String, SharedLimit> limits = new ConcurrentHashMap<>();
    /** Held while the store is read and written. */
    private final ReentrantLock exchanging = new ReentrantLock();

    private boolean failing;
    private long looked;
    private volatile boolean written;
    private volatile long writtenAt;

    /** @param me a name that no other process has or had */
    public SharedKeyLimits(DocumentStore documents, String me, TimeMeter clock) {
        this.papers = new StoredClaims(documents, me);
        this.me = me;
        this.clock = clock;
    }

    /** Takes one of a limit; returns how long to wait when there is none. */
    public Duration take(String name, long limit) {
        return ready(name, limit, 1).take();
    }

    /** Returns how long to wait until there is some of a limit. */
    public Duration untilOne(String name, long limit) {
        return ready(name, limit, 0).untilOne();
    }

    /** Counts what was used of a limit, even if there is less. */
    public void use(String name, long count) {
        SharedLimit known = limits.get(name);
        if (known != null) {
            known.use(count);
        }
    }

    /**
     * Exchanges claims with the other processes.
     *
     * @param present whether this process is there for limits that it may need; the others leave it a part of theirs
     */
    public void exchange(boolean present) {
        exchanging.lock();
        try {
            exchangeOrWarn(present);
        } finally {
            exchanging.unlock();
        }
    }

    private void exchangeOrWarn(boolean present) {
        limits.values().removeIf(SharedLimit::isUnused);
        try {
            if (present || !limits.isEmpty()) {
                exchange();
            } else if (written) {
                withdraw();
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            if (!failing) {
                log.warn(
                        "The API keys' limits cannot be shared with other processes; keys with limits per minute get 429",
                        e);
            }
            failing = true;
        }
    }

    /** Leaves all parts to the others. */
    public void leave() {
        exchanging.lock();
        try {
            withdraw();
        } catch (IOException | RuntimeException e) {
            log.warn(
                    "The API keys' limits cannot be given back; the other processes take them after {}",
                    StoredClaims.DEAD,
                    e);
        } finally {
            exchanging.unlock();
        }
    }

    private SharedLimit ready(String name, long limit, long count) {
        SharedLimit shared = limits.computeIfAbsent(name, unused -> new SharedLimit(limit, clock));
        shared.want(limit, count);
        if (shared.share() == 0 || shared.share() > limit || !isTrusted()) {
            look();
        }
        return isTrusted() ? shared : new SharedLimit(limit, clock);
    }

    /** Exchanges claims for a request, unless that was done just now; does not wait long for another request that does it. */
    private void look() {
        try {
            if (!exchanging.tryLock(LOOKING.toNanos(), TimeUnit.NANOSECONDS)) {
                return; // the store is slow
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            if ((!written && !failing) || clock.currentTimeNanos() - looked >= LOOKING.toNanos()) {
                exchangeOrWarn(true);
                looked = clock.currentTimeNanos();
            }
        } finally {
            exchanging.unlock();
        }
    }

    private boolean isTrusted() {
        return written && clock.currentTimeNanos() - writtenAt < TRUSTED.toNanos();
    }

    private void withdraw() throws IOException {
        if (!written) {
            return;
        }
        written = false;
        Map<String, Claim> claims = new TreeMap<>();
        limits.forEach((name, limit) -> claims.put(name, limit.claim()));
        papers.leave(claims);
    }

    private void exchange() throws IOException {
        if (!isTrusted()) {
            limits.values().forEach(limit -> limit.resize(0, 0));
        }
        StoredClaims.Others others = papers.others(clock.currentTimeNanos());
        Map<String, Long> announced = new TreeMap<>();
        limits.forEach((name, limit) -> {
            ClaimDivision division = others.division(name, limit.limit(), me, limit.claim());
            if (division.target() < limit.share()) {
                limit.resize(division.target(), 0);
            }
            announced.put(name, Math.max(limit.share(), division.announced()));
        });
        write(announced);
        if (limits.entrySet().stream().anyMatch(limit -> grows(limit.getKey(), limit.getValue(), announced))) {
            takeWhatIsFree(announced);
        }
    }

    /** Looks again, now that all others can read what this process announced, and takes what nobody else has. */
    private void takeWhatIsFree(Map<String, Long> announced) throws IOException {
        StoredClaims.Others others = papers.others(clock.currentTimeNanos());
        boolean changed = false;
        for (Map.Entry<String, SharedLimit> entry : limits.entrySet()) {
            SharedLimit limit = entry.getValue();
            if (!grows(entry.getKey(), limit, announced)) {
                continue;
            }
            long part = announced.getOrDefault(entry.getKey(), 0L);
            ClaimDivision division = others.division(
                    entry.getKey(), limit.limit(), me, limit.claim().sized(part));
            if (division.isFree()) {
                limit.resize(part, division.usableAtOnce());
            } else if (!division.isFirst()) {
                announced.put(entry.getKey(), limit.share());
                changed = true;
            }
        }
        if (changed) {
            write(announced);
        }
    }

    private static boolean grows(String name, SharedLimit limit, Map<String, Long> announced) {
        return announced.getOrDefault(name, 0L) > limit.share();
    }

    private void write(Map<String, Long> shares) throws IOException {
        Map<String, Claim> claims = new TreeMap<>();
        limits.forEach((name, limit) -> claims.put(name, limit.claim().sized(shares.getOrDefault(name, 0L))));
        long now = clock.currentTimeNanos();
        papers.write(claims);
        writtenAt = now;
        written = true;
    }
}
