package dev.penstock.activities.usage;

import dev.penstock.store.DocumentStore;
import dev.penstock.store.GrowingDocument;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Documents on whose way to the disk something happens. */
class TestingDocuments implements DocumentStore {
    private final DocumentStore inner;

    TestingDocuments(DocumentStore inner) {
        this.inner = inner;
    }

    /** Runs before a growing document is made durable. */
    void beforeSync() {}

    @Override
    public List<String> names(String folder) throws IOException {
        return inner.names(folder);
    }

    @Override
    public Optional<byte[]> read(String folder, String name) throws IOException {
        return inner.read(folder, name);
    }

    @Override
    public void write(String folder, String name, byte[] content) throws IOException {
        inner.write(folder, name, content);
    }

    @Override
    public boolean delete(String folder, String name) throws IOException {
        return inner.delete(folder, name);
    }

    @Override
    public GrowingDocument grow(String folder, String name) throws IOException {
        GrowingDocument growing = inner.grow(folder, name);
        return new GrowingDocument() {
            @Override
            public CompletableFuture<Void> append(byte[] bytes) throws IOException {
                return growing.append(bytes);
            }

            @Override
            public boolean isUsable() {
                return growing.isUsable();
            }

            @Override
            public void sync() throws IOException {
                beforeSync();
                growing.sync();
            }

            @Override
            public void close() throws IOException {
                growing.close();
            }
        };
    }
}
