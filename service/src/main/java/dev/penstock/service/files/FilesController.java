package dev.penstock.service.files;

import dev.penstock.service.BodyLimits;
import dev.penstock.service.PageRequest;
import dev.penstock.service.bodies.BodyMemory;
import dev.penstock.service.bodies.BodyStream;
import dev.penstock.service.callers.ApiCaller;
import dev.penstock.service.document.RequestBodySchemas;
import dev.penstock.service.errors.ApiFailure;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Serves {@code /v1/files}, OpenAI's Files API. */
@Controller("/v1/files")
@ExecuteOn(TaskExecutors.BLOCKING)
public final class FilesController {
    private static final int LONGEST_PAGE = 10_000;

    private final FileSet files;
    private final FileUploads uploads;
    private final BodyMemory memory;

    FilesController(FileSet files, FileUploads uploads, BodyMemory memory) {
        this.memory = memory;
        this.files = files;
        this.uploads = uploads;
    }

    @Post(consumes = MediaType.ALL)
    @Operation(operationId = "createFile", summary = "Uploads a file.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "multipart/form-data",
                            schema = @Schema(implementation = RequestBodySchemas.Form.class)))
    public FileObject create(
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @Header(HttpHeaders.CONTENT_TYPE) String contentType,
            @Nullable @Body InputStream body)
            throws IOException {
        try (InputStream in = body == null ? InputStream.nullInputStream() : upload(body);
                BodyMemory.Share buffers = memory.begin(caller)) {
            buffers.take(BodyLimits.UPLOAD_MEMORY);
            return FileObject.of(uploads.receive(contentType, in, caller));
        }
    }

    private static InputStream upload(InputStream body) {
        return new BodyStream(
                body,
                BodyLimits.UPLOAD,
                "the upload ended before its last byte",
                () -> FilePurpose.tooLarge("a file must not be larger than 512 MB"));
    }

    @Get
    @Operation(operationId = "listFiles", summary = "Lists the files that the key may see, newest first.")
    public FileList list(
            @Parameter(hidden = true) ApiCaller caller,
            @Nullable @QueryValue String limit,
            @Nullable @QueryValue String order,
            @Nullable @QueryValue String after,
            @Nullable @QueryValue String purpose)
            throws IOException {
        int most = PageRequest.limit(limit, LONGEST_PAGE, LONGEST_PAGE);
        return FileList.page(files.list(caller, purpose, after, PageRequest.isNewestFirst(order)), most);
    }

    @Get("/{id}")
    @Operation(operationId = "retrieveFile", summary = "Returns a file's name, size, purpose and times.")
    public FileObject get(@Parameter(hidden = true) ApiCaller caller, String id) throws IOException {
        return FileObject.of(files.get(id, caller));
    }

    @Delete("/{id}")
    @Operation(operationId = "deleteFile", summary = "Deletes a file.")
    public FileDeleted delete(@Parameter(hidden = true) ApiCaller caller, String id) throws IOException {
        ApiFile file = files.get(id, caller);
        files.delete(file);
        return FileDeleted.of(file.id());
    }

    /** Returns the file's bytes whatever the {@code Accept} header says, because clients send many types here. */
    @Get(value = "/{id}/content", produces = MediaType.ALL)
    @Operation(operationId = "downloadFile", summary = "Returns a file's content, or a range of bytes.")
    public MutableHttpResponse<?> content(
            @Parameter(hidden = true) ApiCaller caller, String id, @Nullable @Header(HttpHeaders.RANGE) String range)
            throws IOException {
        ApiFile file = files.get(id, caller);
        Optional<ContentRange> part = ContentRange.of(range, file.bytes());
        if (part.isPresent() && !part.get().isThere(file.bytes())) {
            throw ApiFailure.of(
                    HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                    "the file has %d bytes".formatted(file.bytes()),
                    "invalid_request_error",
                    null,
                    null);
        }
        ContentRange sent = part.orElse(new ContentRange(0, file.bytes() - 1));
        InputStream content = new BoundedStream(files.open(file, sent.first()), sent.length());
        MutableHttpResponse<StreamedFile> response = HttpResponse.<StreamedFile>status(
                        part.isPresent() ? HttpStatus.PARTIAL_CONTENT : HttpStatus.OK)
                .body(new StreamedFile(
                        content,
                        MediaType.APPLICATION_OCTET_STREAM_TYPE,
                        file.createdAt().toEpochMilli(),
                        sent.length()))
                .header(HttpHeaders.ACCEPT_RANGES, "bytes");
        part.ifPresent(is -> response.header(HttpHeaders.CONTENT_RANGE, is.header(file.bytes())));
        return response;
    }
}
