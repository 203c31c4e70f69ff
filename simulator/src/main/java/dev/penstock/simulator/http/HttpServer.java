package dev.penstock.simulator.http;

import dev.penstock.simulator.options.ListenOptions;
import dev.penstock.simulator.provider.SimulatedProvider;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The simulator's HTTP server, which closes without cutting off responses under way. */
// The shutdown of event loops is not awaited for a server that could not listen.
@SuppressWarnings("FutureReturnValueIgnored")
public final class HttpServer implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int BACKLOG = 4096;

    private final EventLoopGroup eventLoops;
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final Channel listener;

    private HttpServer(EventLoopGroup eventLoops, ListenOptions options, SimulatedProvider provider) {
        EndpointTable router = new EndpointTable(provider);
        this.eventLoops = eventLoops;
        ChannelFuture bound = new ServerBootstrap()
                .group(eventLoops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new UploadForms(provider.batches().files()),
                                        new UploadPieces(provider.batches().files()),
                                        new RequestAggregator(),
                                        new HttpConnection(router));
                    }
                })
                .bind(options.host(), options.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            eventLoops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw new IllegalArgumentException(
                    "cannot listen on " + options.host() + ":" + options.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        this.listener = bound.channel();
    }

    public static HttpServer start(ListenOptions options, SimulatedProvider provider) {
        EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(
                options.actualThreads(), new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
        return new HttpServer(eventLoops, options, provider);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /** Closes the server after waiting a few seconds at most for responses under way; drops hanging calls at once. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        connections.forEach(connection -> connection.pipeline().fireUserEventTriggered(HttpConnection.Closing.SOON));
        if (!connections.newCloseFuture().awaitUninterruptibly(GRACE.toMillis())) {
            connections.close().awaitUninterruptibly();
        }
        eventLoops.shutdownGracefully(0, GRACE.toSeconds(), TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
