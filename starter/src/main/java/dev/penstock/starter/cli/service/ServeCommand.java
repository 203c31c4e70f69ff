package dev.penstock.starter.cli.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock serve} runs the HTTP API, with a worker unless the user opts out. */
@Command(name = "serve", description = "Serve an OpenAI-compatible HTTP API until Ctrl-C.", sortOptions = false)
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    ServiceProcess service = new ServiceProcess();

    @Option(names = "--no-worker", description = "Leave batches to other processes (`penstock worker`, `penstock up`).")
    boolean noWorker;

    @Override
    public Integer call() throws InterruptedException {
        return service.run(!noWorker, "ready; stop with Ctrl-C");
    }
}
