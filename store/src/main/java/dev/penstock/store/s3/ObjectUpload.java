package dev.penstock.store.s3;

import dev.penstock.store.FileId;
import dev.penstock.store.Json;
import dev.penstock.store.Upload;
import dev.penstock.store.UploadedFile;
import dev.penstock.store.s3.object.ObjectWriter;
import dev.penstock.store.s3.object.S3Objects;
import java.io.IOException;

/** An upload into an object, in parts while it comes. */
final class ObjectUpload extends Upload {
    private final FileId id;
    private final S3Objects objects;
    private final ObjectWriter content;

    ObjectUpload(FileId id, S3Objects objects, ObjectWriter content) {
        this.id = id;
        this.objects = objects;
        this.content = content;
    }

    @Override
    public FileId id() {
        return id;
    }

    @Override
    public void write(int b) throws IOException {
        content.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        content.write(bytes, from, length);
    }

    @Override
    public void publish(UploadedFile facts) throws IOException {
        content.publish();
        objects.put(StoreKeys.UPLOADS + id.value() + S3Uploads.FACTS, Json.MAPPER.writeValueAsBytes(facts));
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
