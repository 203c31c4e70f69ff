package dev.penstock.service.files;

import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.errors.ApiFailure;
import dev.penstock.store.FileId;
import dev.penstock.store.StoreUnavailableException;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import dev.penstock.store.UploadedFiles;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.jspecify.annotations.Nullable;

/** Stores files that callers upload, and inputs that the server writes itself. */
@Singleton
public final class FileUploads {
    private static final int BUFFER = 1 << 16;

    private final UploadedFiles files;
    private final TenantStorage storage;

    FileUploads(UploadedFileSource uploaded, TenantStorage storage) {
        this.storage = storage;
        this.files = uploaded.stored();
    }

    /** Stores the file of an upload form; nothing is kept unless the whole form is valid. */
    ApiFile receive(@Nullable String contentType, InputStream body, ApiCaller caller) throws IOException {
        try (TenantStorage.Room room = storage.begin(caller);
                Upload upload = files.begin()) {
            FileForm form = new FileForm(upload, room);
            read(contentType, body, form);
            form.check();
            ApiFile file = publish(upload, form.filename(), form.purpose(), form.bytes(), form.expiresAfter(), caller);
            room.keep();
            return file;
        } catch (StoreUnavailableException e) {
            throw noRoom();
        }
    }

    /** Writes the content of a file; nothing is kept when it throws. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream file) throws IOException;
    }

    /** Stores content as a batch's input file, for a batch that was submitted without a file. */
    public ApiFile keepForBatch(String filename, Content content, ApiCaller caller) throws IOException {
        try (TenantStorage.Room room = storage.begin(caller);
                Upload upload = files.begin()) {
            CountedOutput counted = new CountedOutput(upload, room);
            OutputStream buffered = new BufferedOutputStream(counted, BUFFER);
            content.writeTo(buffered);
            buffered.flush();
            FilePurpose.check(FilePurpose.BATCH, counted.bytes());
            ApiFile file = publish(
                    upload,
                    filename,
                    FilePurpose.BATCH,
                    counted.bytes(),
                    FilePurpose.expiresAfter(FilePurpose.BATCH),
                    caller);
            room.keep();
            return file;
        } catch (StoreUnavailableException e) {
            throw noRoom();
        }
    }

    private static ApiFailure noRoom() {
        return ApiFailure.of(
                HttpStatus.INSUFFICIENT_STORAGE,
                "the store cannot take this file: it is full, read-only or gone",
                "server_error",
                "file",
                "store_full");
    }

    private static void read(@Nullable String contentType, InputStream body, FileForm form) throws IOException {
        try {
            FormParts parts = new FormParts(contentType, body);
            for (FormParts.Part part = parts.next(); part != null; part = parts.next()) {
                form.take(part);
            }
        } catch (FileUploadException e) {
            throw ApiFailure.invalid("the body is not a complete multipart/form-data form", null, null);
        }
    }

    private static ApiFile publish(
            Upload upload, String filename, String purpose, long bytes, @Nullable Duration life, ApiCaller caller)
            throws IOException {
        FileId id = upload.id();
        Instant created = id.createdAt();
        UploadedFile facts = new UploadedFile(
                id, filename, purpose, bytes, created, life == null ? null : created.plus(life), caller.tenant());
        upload.publish(facts);
        return UploadedFileSource.shown(facts);
    }
}
