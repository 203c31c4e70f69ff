package dev.penstock.simulator.http;

import dev.penstock.simulator.batches.FileRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.FileUpload;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes uploaded files to disk as they arrive, because a file may have hundreds of megabytes. */
final class UploadForms extends ChannelInboundHandlerAdapter {
    private static final long IN_MEMORY = 16 * 1024;

    private final FileRegistry files;
    private @Nullable HttpRequest request;
    private @Nullable HttpPostRequestDecoder form;

    UploadForms(FileRegistry files) {
        this.files = files;
    }

    /** An upload form that has arrived completely. */
    static final class Uploaded extends DefaultFullHttpRequest {
        final transient @Nullable Path file;
        final String filename;
        final String purpose;

        Uploaded(HttpRequest request, @Nullable Path file, String filename, String purpose) {
            super(
                    request.protocolVersion(),
                    request.method(),
                    request.uri(),
                    Unpooled.EMPTY_BUFFER,
                    request.headers(),
                    request.headers().copy().clear());
            this.file = file;
            this.filename = filename;
            this.purpose = purpose;
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest head
                && head.method().equals(HttpMethod.POST)
                && (head.uri().equals("/v1/files") || AzureAddress.isUpload(head.uri()))
                && HttpPostRequestDecoder.isMultipart(head)) {
            request = head;
            form = new HttpPostRequestDecoder(new DefaultHttpDataFactory(IN_MEMORY), head);
        }
        if (form == null || request == null) {
            super.channelRead(context, message);
            return;
        }
        if (message instanceof HttpContent content) {
            form.offer(content);
            if (content instanceof LastHttpContent) {
                Uploaded uploaded = uploaded(request, form);
                close();
                ReferenceCountUtil.release(message);
                super.channelRead(context, uploaded);
                return;
            }
        }
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        close();
        super.channelInactive(context);
    }

    private Uploaded uploaded(HttpRequest head, HttpPostRequestDecoder decoder) throws IOException {
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

    private void close() {
        if (form != null) {
            form.destroy();
        }
        form = null;
        request = null;
    }
}
