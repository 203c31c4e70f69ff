package dev.penstock.store.file;

import dev.penstock.store.PrivateFiles;
import dev.penstock.store.ResponseCache;
import dev.penstock.store.Result;
import dev.penstock.store.cache.CacheKey;
import dev.penstock.store.response.CachedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Caches each response in a file, {@code cache/<tenant>/<two digits>/<digest>}. */
final class FileResponseCache implements ResponseCache {
    private static final Logger log = LoggerFactory.getLogger(FileResponseCache.class);
    /** The free space in bytes that the cache leaves for results. */
    private static final long LEFT_FOR_RESULTS = 64L << 20;

    private final StoreRoot store;
    private final Path root;
    private final Clock clock;
    private final AtomicBoolean troubled = new AtomicBoolean();

    FileResponseCache(StoreRoot store, Path root, Clock clock) {
        this.store = store;
        this.root = root;
        this.clock = clock;
    }

    @Override
    public Optional<Result.Response> find(CacheKey key, Instant oldest) {
        Path file = file(key);
        try {
            CachedAnswer kept = CachedAnswer.decode(Files.readAllBytes(store.inside(file)));
            return kept.at().isBefore(oldest) ? Optional.empty() : Optional.of(kept.response());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            log.warn("The kept answer {} cannot be read, so its request is called: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Writes without forcing to the disk; a file torn by a loss of power is detected when it is read. */
    @Override
    public void keep(CacheKey key, Result.Response response) {
        Path file = file(key);
        Path draft = file.resolveSibling(
                "." + key.digest() + "." + ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) + ".tmp");
        try {
            byte[] text = new CachedAnswer(clock.instant(), response).encode();
            PrivateFiles.createFolders(store.forWriting(file.resolveSibling("")));
            if (file.toFile().getParentFile().getUsableSpace() < LEFT_FOR_RESULTS + text.length) {
                throw new IOException("the disk is almost full");
            }
            Files.write(PrivateFiles.create(draft), text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            troubled.set(false);
        } catch (IOException | RuntimeException e) {
            delete(draft);
            if (!troubled.getAndSet(true)) {
                log.warn("Answers cannot be kept in {} at the moment: {}", root, e.getMessage());
            }
        }
    }

    @Override
    public Map<String, Size> sizes() throws IOException {
        Map<String, Size> sizes = new TreeMap<>();
        visit(
                root,
                (file, facts) -> sizes.merge(
                        root.relativize(file).getName(0).toString(),
                        new Size(1, facts.size(), facts.lastModifiedTime().toInstant()),
                        Size::plus));
        return sizes;
    }

    @Override
    public long clear(@Nullable String folder, Instant before) throws IOException {
        long[] cleared = {0};
        visit(folder == null ? root : root.resolve(folder), (file, facts) -> {
            if (facts.lastModifiedTime().toInstant().isBefore(before) && Files.deleteIfExists(file)) {
                cleared[0]++;
            }
        });
        return cleared[0];
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(Path file, BasicFileAttributes facts) throws IOException;
    }

    private static void visit(Path folder, Visitor visitor) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                BasicFileAttributes facts =
                        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (facts.isRegularFile()) {
                    visitor.visit(file, facts);
                }
            }
        } catch (NoSuchFileException nothingOrGone) {
            log.debug("{} is missing or is being deleted", folder);
        }
    }

    private Path file(CacheKey key) {
        return root.resolve(key.folder()).resolve(key.digest().substring(0, 2)).resolve(key.digest());
    }

    private static void delete(Path draft) {
        try {
            Files.deleteIfExists(draft);
        } catch (IOException e) {
            log.debug("The draft {} could not be deleted: {}", draft, e.getMessage());
        }
    }
}
