package dev.penstock.starter.cli;

import dev.penstock.starter.provider.ProviderChoice;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code penstock up}: server and worker for other commands and for {@code temporal} users. */
@Command(name = "up", description = "Keep a Temporal server and a worker running until Ctrl-C.")
public final class UpCommand implements Callable<Integer> {
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
                EmbeddedWorker worker = new EmbeddedWorker(home, provider, session.client(), console::say)) {
            stop.lastWords(session.engine()::close);
            console.say("engine:   " + session.engine().description());
            session.engine().webUi().ifPresent(address -> console.say("web ui:   " + address));
            console.say("provider: " + provider.description());
            console.say("pool:     " + String.join(", ", provider.servedNames()));
            worker.ensure();
            console.say("ready; submit with `penstock submit FILE`, stop with Ctrl-C");
            Serving.until(stop, worker, session.engine());
            worker.drain(provider.grace(grace.seconds));
            return ExitCode.DONE;
        }
    }
}
