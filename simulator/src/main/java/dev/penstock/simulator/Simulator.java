package dev.penstock.simulator;

import dev.penstock.simulator.books.PromptCalls;
import dev.penstock.simulator.books.SimulatorStats;
import dev.penstock.simulator.faults.OutageMode;
import dev.penstock.simulator.http.HttpServer;
import dev.penstock.simulator.options.SimulatorOptions;
import dev.penstock.simulator.provider.SimulatedProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** An OpenAI-compatible provider that runs in this process and behaves as its options say. */
public final class Simulator implements AutoCloseable {
    private static final int LISTED_DUPLICATES = 20;

    private final SimulatedProvider provider;
    private final HttpServer server;

    private Simulator(SimulatedProvider provider, HttpServer server) {
        this.provider = provider;
        this.server = server;
    }

    /**
     * Starts a simulator and its HTTP server.
     *
     * @throws IllegalArgumentException with a message of one line if the server cannot listen
     */
    public static Simulator start(SimulatorOptions options) {
        return start(options, System::nanoTime, Clock.systemUTC());
    }

    /**
     * Starts a simulator whose quotas, outages and batches follow the caller's clocks; latency always takes real time.
     *
     * @throws IllegalArgumentException with a message of one line if the server cannot listen
     */
    public static Simulator start(SimulatorOptions options, LongSupplier nanos, InstantSource clock) {
        SimulatedProvider provider = new SimulatedProvider(options, nanos, clock);
        return new Simulator(provider, HttpServer.start(options.listen(), provider));
    }

    public int port() {
        return server.address().getPort();
    }

    /** Returns the base URL for OpenAI's clients, which ends in {@code /v1}. */
    public URI baseUrl() {
        return root().resolve("/v1");
    }

    /** Returns the URL under which {@code /health} and {@code /sim/…} are served. */
    public URI root() {
        return URI.create("http://" + host() + ":" + port());
    }

    public SimulatorOptions options() {
        return provider.options();
    }

    /** Replaces the options from the next call on; the address on which the server listens does not change. */
    public void change(SimulatorOptions options) {
        provider.change(options);
    }

    /** Takes the provider down until {@link #endOutage}. */
    public void startOutage(OutageMode mode) {
        provider.outages().switchOn(mode);
    }

    public void endOutage() {
        provider.outages().switchOff();
    }

    public SimulatorStats stats() {
        return stats(LISTED_DUPLICATES);
    }

    /**
     * Returns the statistics so far, with a sample of the prompts that were answered more than once.
     *
     * @param listedDuplicates the most prompts in the sample
     */
    public SimulatorStats stats(int listedDuplicates) {
        return provider.stats(listedDuplicates);
    }

    /**
     * Returns how often a prompt was sent, admitted and answered, online and by batch.
     *
     * @param prompt the text of a call's last user message
     */
    public PromptCalls callsOf(String prompt) {
        return provider.callsOf(prompt);
    }

    /** Returns how often a prompt was sent, admitted and answered by batch; {@link #callsOf} includes these counts. */
    public PromptCalls batchCallsOf(String prompt) {
        provider.batches().advance();
        return provider.books().batchCallsOf(prompt);
    }

    /**
     * Clears the statistics and the quota's use, ends a switched-on outage, and starts prompt scripts and planned
     * outages over; options, batches and files stay.
     */
    public void reset() {
        provider.reset();
    }

    /** Stops the server after waiting a few seconds at most for responses under way. */
    @Override
    public void close() {
        server.close();
        provider.batches().close();
    }

    private String host() {
        InetSocketAddress address = server.address();
        InetAddress inet = address.getAddress();
        if (inet.isAnyLocalAddress()) {
            return "127.0.0.1";
        }
        String host = inet.getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
