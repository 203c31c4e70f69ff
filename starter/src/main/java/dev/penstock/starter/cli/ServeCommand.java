package dev.penstock.starter.cli;

import dev.penstock.starter.api.ApiServer;
import dev.penstock.starter.api.Backend;
import dev.penstock.starter.provider.ProviderChoice;
import dev.penstock.worker.Desk;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock serve}: the HTTP API, with a worker unless that is not wanted. */
@Command(name = "serve", description = "Serve an OpenAI-compatible HTTP API until Ctrl-C.", sortOptions = false)
public final class ServeCommand implements Callable<Integer> {
    @Mixin
    ApiOption api = new ApiOption();

    @Option(names = "--no-worker", description = "Leave batches to other processes (`penstock worker`, `penstock up`).")
    boolean noWorker;

    @Mixin
    GraceOption grace = new GraceOption();

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Override
    public Integer call() throws InterruptedException {
        Home home = new Home();
        Console console = Console.system();
        StopSignal stop = StopSignal.listen(console::say);
        try (ProviderChoice provider = providers.find(System.getenv());
                Session session = Session.open(home, console::say);
                DeskWorker worker = new DeskWorker(home, provider, session.client(), console::say, !noWorker);
                ApiServer server = start(home, session, provider, worker.desk())) {
            stop.lastWords(session.engine()::close);
            console.say("engine:   " + session.engine().description());
            session.engine().webUi().ifPresent(address -> console.say("web ui:   " + address));
            console.say("provider: " + provider.description());
            worker.ensure();
            console.say("api:      %s/v1  (OPENAI_BASE_URL for any OpenAI client)".formatted(server.address()));
            console.say("ready; stop with Ctrl-C");
            Serving.until(stop, worker, session.engine());
            worker.drain(provider.grace(grace.seconds));
            return ExitCode.DONE;
        }
    }

    private ApiServer start(Home home, Session session, ProviderChoice provider, Desk desk) {
        try {
            return ApiServer.start(
                    api.options(),
                    new Backend(
                            session.engine(),
                            session.client(),
                            session.batches(),
                            session.pools(),
                            home.store(),
                            provider,
                            desk,
                            api.requestTimeout()));
        } catch (ApiServer.AddressTaken e) {
            throw new UserError(String.valueOf(e.getMessage()));
        }
    }
}
