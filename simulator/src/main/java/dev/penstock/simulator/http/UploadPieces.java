package dev.penstock.simulator.http;

import dev.penstock.simulator.batches.FileRegistry;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the pieces of Google's uploads to disk. */
final class UploadPieces extends UploadHandler {
    private final FileRegistry files;

    UploadPieces(FileRegistry files) {
        this.files = files;
    }

    @Override
    boolean isUpload(HttpRequest post) {
        return post.uri().startsWith(GeminiUploads.PATH + "?upload_id=");
    }

    @Override
    Upload begin(HttpRequest head) throws IOException {
        Path place = files.newPlace();
        return new Pieces(head, place, Files.newOutputStream(place));
    }

    private record Pieces(HttpRequest head, Path place, OutputStream out) implements Upload {
        @Override
        public void take(HttpContent piece) throws IOException {
            piece.content().readBytes(out, piece.content().readableBytes());
        }

        @Override
        public Uploaded arrived() {
            return new Uploaded(head, place, "", "");
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
