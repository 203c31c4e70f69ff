package dev.penstock.service.files;

import dev.penstock.service.ApiBackend;
import dev.penstock.store.FileId;
import dev.penstock.store.UploadedFile;
import dev.penstock.store.UploadedFiles;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The files that callers have uploaded. */
@Singleton
public final class UploadedFileSource implements FileSource {
    private final UploadedFiles files;

    UploadedFileSource(ApiBackend backend) {
        this.files = backend.store().uploads();
    }

    @Override
    public Stream<ApiFile> all() throws IOException {
        return files.list().stream().map(UploadedFileSource::shown);
    }

    @Override
    public Optional<ApiFile> find(String id) throws IOException {
        Optional<FileId> ours = FileId.find(id);
        return ours.isEmpty() ? Optional.empty() : files.find(ours.get()).map(UploadedFileSource::shown);
    }

    @Override
    public Optional<Instant> createdAt(String id) {
        return FileId.find(id).map(FileId::createdAt);
    }

    @Override
    public Optional<InputStream> open(String id, long from) throws IOException {
        Optional<FileId> ours = FileId.find(id);
        return ours.isEmpty() ? Optional.empty() : files.open(ours.get(), from);
    }

    @Override
    public boolean delete(String id) throws IOException {
        Optional<FileId> ours = FileId.find(id);
        return ours.isPresent() && files.delete(ours.get());
    }

    /** Returns the URI at which workers read a file. */
    public URI locate(FileId id) {
        return files.locate(id);
    }

    UploadedFiles stored() {
        return files;
    }

    static ApiFile shown(UploadedFile file) {
        return new ApiFile(
                file.id().value(),
                file.filename(),
                file.purpose(),
                file.bytes(),
                file.createdAt(),
                file.expiresAt(),
                file.tenant());
    }
}
