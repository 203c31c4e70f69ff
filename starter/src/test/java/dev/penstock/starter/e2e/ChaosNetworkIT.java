package dev.penstock.starter.e2e;

import dev.penstock.starter.e2e.Verdict.Charged;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Wires that are cut, silent, slow or torn. */
@Tag("chaos")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class ChaosNetworkIT extends ChaosTestCase {
    @Test
    void betweenAWorkerAndTemporal() throws IOException {
        try (TcpProxy wire = new TcpProxy(temporal.port())) {
            deployment.startApi().startWorkers(1).startWorkerWith(Map.of("TEMPORAL_ADDRESS", wire.address()));
            try (ChaosTrial trial = settled(25_000, SETTLING)) {
                trial.interrupting();
                wire.silence();
                trial.lasting(A_MINUTE);
                wire.mend();
                trial.over().interrupting();
                wire.cut();
                trial.lasting(A_MINUTE);
                wire.mend();
                trial.over();
                trial.end("the wire of one of two workers to Temporal: silent for 60 s, cut for 60 s", Charged.CALLS);
            }
        }
    }

    @Test
    void betweenAllWorkersAndTheProvider() throws IOException {
        try (TcpProxy wire = wireToTheProvider();
                ChaosTrial trial = begin(12_000)) {
            trial.interrupting();
            wire.cut();
            trial.lasting(Duration.ofSeconds(10));
            wire.mend();
            trial.over().interrupting();
            wire.tear(Deployment.CONCURRENCY);
            trial.lasting(Duration.ofSeconds(10)).over();
            trial.end("the wire to the provider: cut for 10 s, 20 answers torn", Charged.CALLS);
        }
    }

    @Test
    void aSlowAndASilentWireToTheProvider() throws IOException {
        try (TcpProxy wire = wireToTheProvider();
                ChaosTrial trial = begin(12_000)) {
            wire.delay(Duration.ofSeconds(1));
            trial.lasting(Duration.ofSeconds(15));
            wire.mend();
            // Each call is given up after 20 s, and made again.
            trial.over().interrupting().interrupting();
            wire.silence();
            trial.lasting(Duration.ofSeconds(40));
            wire.mend();
            trial.over();
            trial.end("the wire to the provider: 2 s slower for 15 s, silent for 40 s", Charged.CALLS);
        }
    }

    private TcpProxy wireToTheProvider() throws IOException {
        TcpProxy wire = new TcpProxy(provider.port());
        penstock.with("OPENAI_BASE_URL", "http://" + wire.address() + "/v1");
        return wire;
    }
}
