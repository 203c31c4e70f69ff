package dev.penstock.simulator.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the pieces of uploads as they arrive, because a file may have hundreds of megabytes, and passes other requests on. */
abstract class UploadHandler extends ChannelInboundHandlerAdapter {
    private @Nullable Upload upload;

    /** An upload that has begun; closed when it has arrived, or its connection is lost. */
    interface Upload {
        void take(HttpContent piece) throws IOException;

        /** Returns the request that stands for the upload when its last piece was taken. */
        Uploaded arrived() throws IOException;

        void close() throws IOException;
    }

    abstract boolean isUpload(HttpRequest post);

    abstract Upload begin(HttpRequest head) throws IOException;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof HttpRequest head && head.method().equals(HttpMethod.POST) && isUpload(head)) {
            upload = begin(head);
        }
        if (upload == null) {
            super.channelRead(context, message);
            return;
        }
        Uploaded arrived = null;
        if (message instanceof HttpContent piece) {
            upload.take(piece);
            if (piece instanceof LastHttpContent) {
                arrived = upload.arrived();
                close();
            }
        }
        ReferenceCountUtil.release(message);
        if (arrived != null) {
            super.channelRead(context, arrived);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        close();
        super.channelInactive(context);
    }

    private void close() throws IOException {
        if (upload != null) {
            upload.close();
        }
        upload = null;
    }
}
