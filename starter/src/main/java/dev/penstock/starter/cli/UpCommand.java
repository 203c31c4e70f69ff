package dev.penstock.starter.cli;

import dev.penstock.starter.provider.ProviderChoice;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock up}: server and worker for other commands and for {@code temporal} users. */
@Command(name = "up", description = "Keep a Temporal server and a worker running until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {
    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            description = "How long running calls may take to end at a stop; 60 by default.")
    @Nullable
    Long graceSeconds;

    @Mixin
    ProviderOptions providers = new ProviderOptions();

    @Override
    public Integer call() throws InterruptedException {
        Home home = new Home();
        Console console = Console.system();
        StopSignal stop = StopSignal.listen(console::say);
        try (ProviderChoice provider = providers.find(System.getenv());
                Session session = Session.open(home, console::say);
                EmbeddedWorker worker = new EmbeddedWorker(home, provider, session.client(), console::say)) {
            stop.lastWords(session.engine()::close);
            console.say("engine:   " + session.engine().description());
            session.engine().webUi().ifPresent(address -> console.say("web ui:   " + address));
            console.say("provider: " + provider.description());
            console.say("pool:     " + String.join(", ", provider.servedNames()));
            worker.ensure();
            console.say("ready; submit with `penstock submit FILE`, stop with Ctrl-C");
            Serving.until(stop, worker, session.engine());
            worker.drain(provider.grace(graceSeconds));
            return ExitCode.DONE;
        }
    }
}
