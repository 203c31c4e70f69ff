package dev.penstock.engine;

import io.grpc.ManagedChannel;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** How to reach the server: address, TLS, keys and namespace, in the SDK's own terms. */
record Connection(WorkflowServiceStubsOptions stubs, WorkflowClientOptions client) {

    static final String DEFAULT_NAMESPACE = "default";

    static Connection local(int port, String namespace) {
        return new Connection(
                WorkflowServiceStubsOptions.newBuilder()
                        .setTarget(Ports.LOOPBACK + ":" + port)
                        .build(),
                inNamespace(namespace));
    }

    static Connection through(ManagedChannel channel) {
        return new Connection(
                WorkflowServiceStubsOptions.newBuilder().setChannel(channel).build(), inNamespace(DEFAULT_NAMESPACE));
    }

    private static WorkflowClientOptions inNamespace(String namespace) {
        return WorkflowClientOptions.newBuilder().setNamespace(namespace).build();
    }
}
