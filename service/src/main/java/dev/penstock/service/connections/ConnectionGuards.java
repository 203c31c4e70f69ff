package dev.penstock.service.connections;

import dev.penstock.service.ApiOptions;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.micronaut.http.server.netty.websocket.NettyServerWebSocketUpgradeHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpServerCodec;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Adds the guards to each connection. */
@Singleton
public final class ConnectionGuards implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {
    private final ApiOptions options;

    ConnectionGuards(ApiOptions options) {
        this.options = options;
    }

    @Override
    public NettyServerCustomizer.Registry onCreated(BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
        event.getBean().register(new OfChannel(null, options.headersWithin()));
        return event.getBean();
    }

    private record OfChannel(@Nullable Channel channel, Duration headersWithin) implements NettyServerCustomizer {
        @Override
        public NettyServerCustomizer specializeForChannel(Channel ofConnection, ChannelRole role) {
            return new OfChannel(ofConnection, headersWithin);
        }

        @Override
        public void onStreamPipelineBuilt() {
            if (channel == null) {
                return;
            }
            ChannelPipeline pipeline = channel.pipeline();
            ChannelHandlerContext http = pipeline.context(HttpServerCodec.class);
            SlowClientGuard guard = new SlowClientGuard(System::nanoTime, headersWithin);
            pipeline.addFirst(guard);
            pipeline.addAfter(http.name(), null, guard.boundaries());
            // A compressed message of a megabyte may unpack to a thousand.
            if (pipeline.get(NettyServerWebSocketUpgradeHandler.COMPRESSION_HANDLER) != null) {
                pipeline.remove(NettyServerWebSocketUpgradeHandler.COMPRESSION_HANDLER);
            }
        }
    }
}
