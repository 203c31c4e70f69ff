package dev.penstock.service.files;

import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds and lists the files that a caller may see, from all sources; expired files are visible to no caller. */
@Singleton
public final class FileSet {
    private static final Comparator<ApiFile> OLDEST_FIRST =
            Comparator.comparing(ApiFile::createdAt).thenComparing(ApiFile::id);

    private final List<FileSource> sources;
    private final TenantStorage storage;
    private final Clock clock = Clock.systemUTC();

    FileSet(List<FileSource> sources, TenantStorage storage) {
        this.storage = storage;
        this.sources = List.copyOf(sources);
    }

    /**
     * Returns a file.
     *
     * @throws ApiFailure 404 for an unknown or expired file, and for a file of another tenant
     */
    public ApiFile get(String id, ApiCaller caller) throws IOException {
        return find(id, caller).orElseThrow(() -> missing(id));
    }

    public Optional<ApiFile> find(String id, ApiCaller caller) throws IOException {
        for (FileSource source : sources) {
            Optional<ApiFile> found = source.find(id).filter(file -> isSeen(file, caller));
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    InputStream open(ApiFile file, long from) throws IOException {
        for (FileSource source : sources) {
            Optional<InputStream> content = source.open(file.id(), from);
            if (content.isPresent()) {
                return content.get();
            }
        }
        throw missing(file.id());
    }

    public void delete(ApiFile file) throws IOException {
        boolean deleted = false;
        for (FileSource source : sources) {
            deleted |= source.delete(file.id());
        }
        // Of several callers who delete it at once, one does.
        if (deleted) {
            storage.deleted(file);
        }
    }

    /**
     * Lists files by creation time.
     *
     * @param after the id after which the list begins; may be that of a deleted file, because some clients delete files
     *     while they list them page by page
     */
    List<ApiFile> list(ApiCaller caller, @Nullable String purpose, @Nullable String after, boolean newestFirst)
            throws IOException {
        Comparator<ApiFile> order = newestFirst ? OLDEST_FIRST.reversed() : OLDEST_FIRST;
        Predicate<ApiFile> wanted = after == null ? file -> true : behind(after, order);
        List<ApiFile> listed = new ArrayList<>();
        for (FileSource source : sources) {
            source.all()
                    .filter(file -> isSeen(file, caller))
                    .filter(file -> purpose == null || purpose.equals(file.purpose()))
                    .filter(wanted)
                    .forEach(listed::add);
        }
        listed.sort(order);
        return listed;
    }

    /** Deletes all expired files, and counts the others. */
    void sweep() throws IOException {
        TenantStorage.Count count = storage.count();
        for (FileSource source : sources) {
            for (ApiFile file : source.all().toList()) {
                if (file.isExpired(clock.instant())) {
                    boolean unused = source.delete(file.id());
                } else {
                    count.add(file.tenant(), file.bytes());
                }
            }
            source.countMore(count);
        }
        count.finish();
    }

    private Predicate<ApiFile> behind(String after, Comparator<ApiFile> order) throws IOException {
        for (FileSource source : sources) {
            Optional<Instant> created = source.createdAt(after);
            if (created.isPresent()) {
                ApiFile last = new ApiFile(after, "", "", 0, created.get(), null, null);
                return file -> order.compare(file, last) > 0;
            }
        }
        throw ApiFailure.invalid("after is not the id of a file", "after", null);
    }

    private boolean isSeen(ApiFile file, ApiCaller caller) {
        return caller.owns(file.tenant()) && !file.isExpired(clock.instant());
    }

    private static ApiFailure missing(String id) {
        // A malformed id is not repeated in the message.
        return ApiFailure.notFound("No such file" + (id.matches("[a-z0-9-]{1,64}") ? ": " + id : ""), "id");
    }
}
