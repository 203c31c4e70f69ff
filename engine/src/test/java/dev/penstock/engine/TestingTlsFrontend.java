package dev.penstock.engine;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.TlsServerCredentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A front end as Temporal has it in production: TLS with the server's certificate, certificates or an API key of clients.
 * It passes all calls on to a server without any of that, the dev server, which cannot do it itself.
 */
public final class TestingTlsFrontend implements AutoCloseable {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel target;
    private final Server server;

    private TestingTlsFrontend(ManagedChannel target, Server server) {
        this.target = target;
        this.server = server;
    }

    /**
     * Starts it on a free port.
     *
     * @param clients the authority that must have signed clients' certificates; null = clients need none
     * @param apiKey what clients must send; null = nothing
     */
    public static TestingTlsFrontend start(
            String target, Path certificate, Path key, @Nullable Path clients, @Nullable String apiKey)
            throws IOException {
        TlsServerCredentials.Builder credentials =
                TlsServerCredentials.newBuilder().keyManager(certificate.toFile(), key.toFile());
        if (clients != null) {
            credentials.trustManager(clients.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
                .build();
        Server server = Grpc.newServerBuilderForPort(0, credentials.build())
                .fallbackHandlerRegistry(new EveryMethod(channel, apiKey))
                .build()
                .start();
        return new TestingTlsFrontend(channel, server);
    }

    public String address() {
        return "localhost:" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        target.shutdownNow();
    }

    private static final class EveryMethod extends HandlerRegistry {
        private final Channel target;
        private final @Nullable String apiKey;

        EveryMethod(Channel target, @Nullable String apiKey) {
            this.target = target;
            this.apiKey = apiKey;
        }

        @Override
        public ServerMethodDefinition<byte[], byte[]> lookupMethod(String name, @Nullable String authority) {
            MethodDescriptor<byte[], byte[]> method = MethodDescriptor.<byte[], byte[]>newBuilder()
                    .setFullMethodName(name)
                    .setType(MethodDescriptor.MethodType.UNKNOWN)
                    .setRequestMarshaller(new Bytes())
                    .setResponseMarshaller(new Bytes())
                    .build();
            ServerCallHandler<byte[], byte[]> handler = (call, headers) -> {
                if (apiKey != null && !("Bearer " + apiKey).equals(headers.get(AUTHORIZATION))) {
                    call.close(Status.UNAUTHENTICATED.withDescription("Request unauthorized."), new Metadata());
                    return new ServerCall.Listener<>() {};
                }
                return passOn(call, headers);
            };
            return ServerMethodDefinition.create(method, handler);
        }

        private ServerCall.Listener<byte[]> passOn(ServerCall<byte[], byte[]> call, Metadata headers) {
            ClientCall<byte[], byte[]> passed = target.newCall(
                    call.getMethodDescriptor(),
                    CallOptions.DEFAULT.withDeadline(Context.current().getDeadline()));
            passed.start(new Answers(call, passed), headers);
            call.request(1);
            passed.request(1);
            return new Requests(call, passed);
        }
    }

    private static final class Requests extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final ClientCall<byte[], byte[]> passed;

        Requests(ServerCall<byte[], byte[]> call, ClientCall<byte[], byte[]> passed) {
            this.call = call;
            this.passed = passed;
        }

        @Override
        public void onMessage(byte[] message) {
            passed.sendMessage(message);
            call.request(1);
        }

        @Override
        public void onHalfClose() {
            passed.halfClose();
        }

        @Override
        public void onCancel() {
            passed.cancel("the client has gone", null);
        }
    }

    private static final class Answers extends ClientCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final ClientCall<byte[], byte[]> passed;

        Answers(ServerCall<byte[], byte[]> call, ClientCall<byte[], byte[]> passed) {
            this.call = call;
            this.passed = passed;
        }

        @Override
        public void onHeaders(Metadata headers) {
            call.sendHeaders(headers);
        }

        @Override
        public void onMessage(byte[] message) {
            call.sendMessage(message);
            passed.request(1);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            call.close(status, trailers);
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
