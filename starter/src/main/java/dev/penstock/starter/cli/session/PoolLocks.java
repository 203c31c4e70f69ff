package dev.penstock.starter.cli.session;

import dev.penstock.activities.pool.PoolConfig;
import dev.penstock.starter.cli.output.UserError;
import dev.penstock.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The locks on pools that this process has, one for each pool and state folder, so that two concurrent runs do not use a
 * quota twice.
 */
final class PoolLocks implements AutoCloseable {
    private final Path home;
    private final Map<String, PoolLock> taken = new ConcurrentHashMap<>();
    private final Map<String, PoolClaim> claims = new ConcurrentHashMap<>();
    private final Map<String, PoolLock.Holder> names = new HashMap<>();

    PoolLocks(Path home) {
        this.home = home;
    }

    /** Returns whether this process has the lock on a pool. */
    boolean has(String pool) {
        return taken.containsKey(pool);
    }

    /** Returns whether another process waits until this one leaves a pool that it has. */
    boolean isAwaited(String pool) {
        try {
            return has(pool) && PoolClaim.isMade(file(pool, ".claim"));
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    /**
     * Locks the pools that are free, and claims the others.
     *
     * @return the pools that this process has locked now
     * @throws UserError if another process serves one of the pools with another account
     */
    List<PoolConfig> takeFree(List<PoolConfig> pools) {
        List<PoolConfig> free = new ArrayList<>();
        for (PoolConfig pool : pools) {
            if (take(pool)) {
                free.add(pool);
            } else {
                claim(pool.name());
            }
        }
        return free;
    }

    /** Locks all of these pools or none, as {@link #takeFree} does, and returns whether it locked them. */
    boolean takeAll(List<PoolConfig> pools) {
        List<String> locked = new ArrayList<>();
        // Locked in sorted order, so that of two processes that begin together one gets all locks.
        for (PoolConfig pool :
                pools.stream().sorted(Comparator.comparing(PoolConfig::name)).toList()) {
            if (!take(pool)) {
                locked.forEach(this::release);
                pools.forEach(wanted -> claim(wanted.name()));
                return false;
            }
            locked.add(pool.name());
        }
        return true;
    }

    private boolean take(PoolConfig pool) {
        PoolLock.Holder me = names.computeIfAbsent(pool.name(), name -> nameOf(pool));
        try {
            Path file = file(pool.name(), ".lock");
            Optional<PoolLock> lock = PoolLock.take(file, me);
            lock.ifPresent(own -> {
                taken.put(pool.name(), own);
                withdrawClaim(pool.name());
            });
            if (lock.isEmpty()) {
                refuseOtherAccount(pool.name(), me, PoolLock.holder(file));
            }
            return lock.isPresent();
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private void claim(String pool) {
        if (claims.containsKey(pool)) {
            return;
        }
        try {
            PoolClaim.make(file(pool, ".claim")).ifPresent(made -> claims.put(pool, made));
        } catch (IOException e) {
            throw notWritable(e);
        }
    }

    private void withdrawClaim(String pool) {
        PoolClaim made = claims.remove(pool);
        if (made != null) {
            made.close();
        }
    }

    private Path file(String pool, String suffix) throws IOException {
        return PrivateFiles.createFolders(home.resolve("workers")).resolve(pool + suffix);
    }

    private UncheckedIOException notWritable(IOException e) {
        return new UncheckedIOException("cannot write to " + home + ": " + e.getMessage(), e);
    }

    /** Names this process as the holder of a lock; takes some time, because the fingerprint is a slow hash. */
    private static PoolLock.Holder nameOf(PoolConfig pool) {
        return new PoolLock.Holder(
                pool.account().fingerprint(), ProcessHandle.current().pid());
    }

    private static void refuseOtherAccount(String pool, PoolLock.Holder me, Optional<PoolLock.Holder> holder) {
        holder.filter(other -> !other.account().equals(me.account())).ifPresent(other -> {
            throw new UserError(
                    "another penstock process (%d) serves pool %s with another key or address: stop it, or give this account another pool name"
                            .formatted(other.pid(), pool));
        });
    }

    private void release(String pool) {
        PoolLock lock = taken.remove(pool);
        if (lock != null) {
            lock.close();
        }
    }

    @Override
    public void close() {
        List.copyOf(claims.keySet()).forEach(this::withdrawClaim);
        List.copyOf(taken.keySet()).forEach(this::release);
    }
}
