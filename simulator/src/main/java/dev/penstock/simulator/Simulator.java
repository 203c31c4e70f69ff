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

/** An OpenAI-compatible provider that does as it is told, in this process. */
public final class Simulator implements AutoCloseable {
    private static final int LISTED_DUPLICATES = 20;

    private final SimulatedProvider provider;
    private final HttpServer server;

    private Simulator(SimulatedProvider provider, HttpServer server) {
        this.provider = provider;
        this.server = server;
    }

    /** Throws an {@link IllegalArgumentException} with one clear line when it cannot listen. */
    public static Simulator start(SimulatorOptions options) {
        return start(options, System::nanoTime, Clock.systemUTC());
    }

    /** With a clock of the caller's own for quotas and outages; latency always takes real time. */
    public static Simulator start(SimulatorOptions options, LongSupplier nanos, InstantSource clock) {
        SimulatedProvider provider = new SimulatedProvider(options, nanos, clock);
        return new Simulator(provider, HttpServer.start(options.listen(), provider));
    }

    public int port() {
        return server.address().getPort();
    }

    /** What OpenAI's clients call the base URL: it ends in {@code /v1}. */
    public URI baseUrl() {
        return root().resolve("/v1");
    }

    /** The URL under which {@code /health} and {@code /sim/…} are found. */
    public URI root() {
        return URI.create("http://" + host() + ":" + port());
    }

    public SimulatorOptions options() {
        return provider.options();
    }

    /** Takes effect with the next call; where it listens does not change. */
    public void change(SimulatorOptions options) {
        provider.change(options);
    }

    /** Down until {@link #endOutage}. */
    public void startOutage(OutageMode mode) {
        provider.outages().switchOn(mode);
    }

    public void endOutage() {
        provider.outages().switchOff();
    }

    public SimulatorStats stats() {
        return stats(LISTED_DUPLICATES);
    }

    /** With up to so many of the prompts that were answered more than once. */
    public SimulatorStats stats(int listedDuplicates) {
        return provider.stats(listedDuplicates);
    }

    /** How often this prompt, the text of the last user message, came and was answered. */
    public PromptCalls callsOf(String prompt) {
        return provider.callsOf(prompt);
    }

    /** The same of batches alone; those are counted above, too. */
    public PromptCalls batchCallsOf(String prompt) {
        provider.batches().advance();
        return provider.books().batchCallsOf(prompt);
    }

    /** Starts everything over but the options: books, quota, scripts in prompts, the clock of outages. */
    public void reset() {
        provider.reset();
    }

    /** Waits for answers under way, a few seconds at most. */
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
