package dev.penstock.engine;

import io.grpc.ManagedChannel;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** The SDK's options for reaching a server: address, TLS, keys and namespace. */
record TemporalConnection(WorkflowServiceStubsOptions stubs, WorkflowClientOptions client) {

    static final String DEFAULT_NAMESPACE = "default";

    static TemporalConnection local(int port, String namespace) {
        return new TemporalConnection(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(FreePorts.LOOPBACK + ":" + port)
                        .build(),
                inNamespace(namespace));
    }

    static TemporalConnection through(ManagedChannel channel) {
        return new TemporalConnection(
                WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build(), inNamespace(DEFAULT_NAMESPACE));
    }

    private static WorkflowClientOptions inNamespace(String namespace) {
        return WorkflowClientOptions.newBuilder().setNamespace(namespace).build();
    }
}
