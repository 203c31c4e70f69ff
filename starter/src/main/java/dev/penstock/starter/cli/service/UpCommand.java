package dev.penstock.starter.cli.service;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code penstock up} runs server, API and worker for other commands, for services and for {@code temporal} users. */
@Command(
        name = "up",
        description = "Run a Temporal server, the HTTP API, the dashboard and a worker until Ctrl-C.",
        sortOptions = false)
public final class UpCommand implements Callable<Integer> {
    @Mixin
    ServiceProcess service = new ServiceProcess();

    @Override
    public Integer call() throws InterruptedException {
        return service.run(true, "ready; submit with `penstock submit FILE`, stop with Ctrl-C");
    }
}
