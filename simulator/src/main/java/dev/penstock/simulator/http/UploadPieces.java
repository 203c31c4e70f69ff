package dev.penstock.simulator.http;

import dev.penstock.simulator.batches.FileRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the pieces of Google's uploads to disk as they arrive, because each may have hundreds of megabytes. */
final class UploadPieces extends ChannelInboundHandlerAdapter {
    private final FileRegistry files;
    private @Nullable HttpRequest request;
    private @Nullable Path place;
    private @Nullable OutputStream out;

    UploadPieces(FileRegistry files) {
        this.files = files;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest head
                && head.method().equals(HttpMethod.POST)
                && head.uri().startsWith(GeminiUploads.PATH + "?upload_id=")) {
            request = head;
            place = files.newPlace();
            out = Files.newOutputStream(place);
        }
        OutputStream piece = out;
        if (piece == null || request == null) {
            super.channelRead(context, message);
            return;
        }
        if (message instanceof HttpContent content) {
            content.content().readBytes(piece, content.content().readableBytes());
            if (content instanceof LastHttpContent) {
                UploadForms.Uploaded uploaded = new UploadForms.Uploaded(request, place, "", "");
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

    private void close() throws IOException {
        if (out != null) {
            out.close();
        }
        out = null;
        request = null;
    }
}
