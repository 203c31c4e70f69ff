package dev.penstock.simulator.http;

import dev.penstock.simulator.batches.FileRegistry;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import java.io.IOException;
import java.nio.file.Path;

/** Writes files that are uploaded in forms to disk. */
final class UploadForms extends UploadHandler {
    private static final long IN_MEMORY = 16 * 1024;

    private final FileRegistry files;

    UploadForms(FileRegistry files) {
        this.files = files;
    }

    @Override
    boolean isUpload(HttpRequest post) {
        return (post.uri().equals("/v1/files") || AzureAddress.isUpload(post.uri()))
                && HttpPostRequestDecoder.isMultipart(post);
    }

    @Override
    Upload begin(HttpRequest head) {
        return new Form(files, head, new HttpPostRequestDecoder(new DefaultHttpDataFactory(IN_MEMORY), head));
    }

    private record Form(FileRegistry files, HttpRequest head, HttpPostRequestDecoder decoder) implements Upload {
        @Override
        public void take(HttpContent piece) {
            decoder.offer(piece);
        }

        @Override
        public Uploaded arrived() throws IOException {
            Path place = null;
            String filename = "";
            String purpose = "";
            for (InterfaceHttpData part : decoder.getBodyHttpDatas()) {
                if (part instanceof FileUpload upload && upload.getName().equals("file")) {
                    place = files.newPlace();
                    filename = upload.getFilename();
                    upload.renameTo(place.toFile());
                } else if (part instanceof Attribute field && field.getName().equals("purpose")) {
                    purpose = field.getValue();
                }
            }
            return new Uploaded(head, place, filename, purpose);
        }

        @Override
        public void close() {
            decoder.destroy();
        }
    }
}
